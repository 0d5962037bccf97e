//! When two spellings are one name: slips of the pen, acronyms, articles.

use crate::mentions::model::Mention;

/// True for "Digital Reality": one or two letters off a name, in as many words.
pub fn misspelt(_written: &str, _known: &str) -> bool {
    todo!()
}

/// True for "Microoft" where a text names Microsoft: one letter off a long name, no figure.
pub fn is_slip(_written: &str, _known: &str) -> bool {
    todo!()
}

/// What a named mention is found again by: a party by the lexicon, all else by its words.
pub fn key_of(_mention: &Mention) -> String {
    todo!()
}

/// True for "PIF" beside "Public Investment Fund".
pub fn is_acronym(_short: &str, _long: &str) -> bool {
    todo!()
}
