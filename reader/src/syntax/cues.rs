//! Words that tell what a quantity is: verbs of paying, nouns of turnover, marks of a quotation.

use crate::base::Str;

/// A phrase found: its class and the tokens that it takes, the end exclusive.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Cue {
    pub kind: Str,
    pub first: usize,
    pub last: usize,
}
