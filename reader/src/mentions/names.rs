//! The names that are known: parties by their words, places with what they are.
