//! Who and what a text names: parties, persons, places, projects, by name or by description.

use crate::base::{FastSet, Str};

pub const NAME: Str = "name";
pub const DESCRIPTION: Str = "description";
pub const PRONOUN: Str = "pronoun";

/// A stretch of tokens that names something; `entity` is the number of what it stands for.
#[derive(Debug, Clone, PartialEq)]
pub struct Mention {
    /// party, person, place, project, media, state or asset.
    pub kind: Str,
    /// Tokens, the end exclusive, the description before a name included.
    pub first: usize,
    pub last: usize,
    /// First token of the name itself.
    pub head: usize,
    pub name: String,
    pub form: Str,
    pub country: Option<Str>,
    /// Class of the describing noun: company, fund, bank, state, local, media.
    pub noun: Str,
    /// Number of a party of the lexicon.
    pub party: Option<usize>,
    /// Parties that a description means where the text names one of them.
    pub hints: Vec<usize>,
    pub entity: Option<usize>,
    /// Tokens of the whole enumeration that it is a member of.
    pub span: (usize, usize),
    /// Number of the sentence that it stands in.
    pub sentence: usize,
}

impl Mention {
    /// A name of one sentence, of which no more is known yet; anything else is set after.
    pub fn new(kind: Str, first: usize, last: usize, head: usize, name: &str) -> Self {
        Self {
            kind,
            first,
            last,
            head,
            name: name.to_string(),
            form: NAME,
            country: None,
            noun: "",
            party: None,
            hints: Vec::new(),
            entity: None,
            span: (0, 0),
            sentence: 0,
        }
    }
}

/// One party, place or project of the document, with all mentions of it.
#[derive(Debug, Clone, Default)]
pub struct Entity {
    pub kind: Str,
    pub name: String,
    pub key: String,
    pub number: usize,
    pub country: Option<Str>,
    pub noun: Str,
    /// Number of a party of the lexicon.
    pub party: Option<usize>,
    /// Numbers of the mentions, in order.
    pub mentions: Vec<usize>,
    /// Words by which the text describes it, in lower case: "danish", "developer".
    pub told: FastSet<String>,
    /// "foreign companies", "neuf pays": no one party, but many unnamed.
    pub is_several: bool,
}
