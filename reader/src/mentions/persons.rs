//! Persons: by a first name, by a title before the name, by an office told after it.

use crate::base::Words;
use crate::syntax::cues::CuesAt;

/// Where the title ends that begins at a word; the word itself where none does.
pub fn title_end(_words: &Words, _i: usize) -> usize {
    todo!()
}

/// True for "PS" in "la sénatrice PS Lise Aumont".
pub fn is_party_tag(_surface: &str, _after: &str) -> bool {
    todo!()
}

/// True where a run of two words or more opens with a first name and ends like no company.
pub fn is_named_so(_words: &Words, _first: usize, _last: usize) -> bool {
    todo!()
}

/// True for "Nadia Ferrand, directrice du site" and "Lili Nagy, 43,".
pub fn has_office(_words: &Words, _last: usize, _cues_at: &CuesAt, _capital: &[bool]) -> bool {
    todo!()
}
