//! What a decision was read from, in words: features as a person would say them.
