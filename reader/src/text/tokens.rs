//! Words of a text with their places, once, so that every rule reads the same ones.

use crate::base::Words;

/// Parallel columns, one row a token: where it stands, and its lower-case form.
#[derive(Debug, Default, Clone)]
pub struct Tokens {
    pub starts: Vec<usize>,
    pub ends: Vec<usize>,
    pub words: Words,
}

/// Splits a view's text into words; `low` is the same in lower case, of the same length.
pub fn tokenize(_text: &[char], _low: &[char]) -> Tokens {
    todo!()
}

/// Lower case that keeps the length, so that both have the same offsets.
pub fn lower_case(_text: &[char]) -> Vec<char> {
    todo!()
}
