//! The names that are known: parties by their words, places with what they are.

use crate::base::{FastMap, Set, Str, Words};

/// What a place's name is known for: kind (country, world, region, town, metonym), country and
/// ambiguity.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Known {
    pub kind: Str,
    pub country: Str,
    pub ambiguous: bool,
}

/// A phrase that means a party, or that may mean some in a text that names them.
#[derive(Debug, Clone)]
pub struct Phrase {
    /// Numbers of its words in the lexicon.
    pub words: Vec<u32>,
    pub party: Option<usize>,
    pub meant: Vec<usize>,
}

/// One spelling for all spellings of a name.
pub fn spelling(name: &str) -> String {
    crate::text::fold::fold(name)
}

/// True where a name of the lexicon begins with a word: `words[i] in name_index()`.
pub fn begins_name(_words: &Words, _i: usize) -> bool {
    todo!()
}

/// The longest name of the lexicon that begins at a word: its number of words, and its party.
pub fn lexicon_match(_words: &Words, _i: usize) -> Option<(usize, usize)> {
    todo!()
}

/// Phrases that begin with a word and mean a party, the longest first: `phrase_index()`.
pub fn phrases(_words: &Words, _i: usize) -> &'static [Phrase] {
    todo!()
}

/// First words of such phrases.
pub fn phrase_openers() -> &'static Set {
    todo!()
}

/// First words of names that are written without a capital: "iliad", "xAI".
pub fn lower_case_brands() -> &'static Set {
    todo!()
}

/// Kind of mention that a party of the lexicon makes.
pub fn kind_of(_party: usize) -> Str {
    todo!()
}

/// Class of the noun that describes a party of the lexicon.
pub fn noun_of(_party: usize) -> Str {
    todo!()
}

/// Names of the countries by ISO code, as the language writes them.
pub fn country_names(_language: &str) -> &'static FastMap<Str, Str> {
    todo!()
}

/// Kind, country and ambiguity of a place's name.
pub fn gazetteer_kind(_name: &str) -> Option<Known> {
    todo!()
}
