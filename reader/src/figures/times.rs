//! The dates that may be the start or the end of a quantity, with their features.
