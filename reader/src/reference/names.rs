//! Words by which a name is told from another capitalised word, and a description from a name.

use crate::base::{Set, Str};

/// Words of names, French and English together, in lower case; see `NameWords` in Python.
pub struct NameWords {
    pub never_names: Set,
    pub first_names: Set,
    pub company_words: Set,
    pub media_words: Set,
    pub determiners: Set,
    pub adjectives: Set,
    pub verbal: Set,
    pub institutions: Set,
    pub events: Set,
    pub short_titles: Set,
    /// Titles and phrases, parted by blanks.
    pub titles: Vec<String>,
    /// Nouns of what is built, phrases among them.
    pub assets: Vec<String>,
    /// Folded names, blanks within them: ask with `holds`.
    pub projects: Set,
    pub weak_projects: Set,
    pub offices: Set,
    pub programmes: Set,
}

pub fn name_words() -> &'static NameWords {
    todo!()
}

/// Kinds of party by the noun that tells their trade; none for any other word.
pub fn trades(_noun: &str) -> Option<&'static [Str]> {
    todo!()
}
