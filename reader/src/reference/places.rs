//! Places of the world: every French commune, cities, regions, countries.

use crate::base::{FastMap, Str, Words};

/// The first of the places of a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    pub name: Str,
    /// ``country``, ``world_region``, ``city``...: the words of `PlaceKind` in Python.
    pub kind: Str,
    /// ISO 3166-1 code; empty for a group of countries.
    pub country: Str,
    /// True where the name is also a common word or a person's: it needs a context.
    pub ambiguous: bool,
}

/// The most populous place of a name: `gazetteer().lookup(name)[0]`.
pub fn lookup(_name: &str) -> Option<Place> {
    todo!()
}

/// Code of the country of an adjective or of its inhabitants, one word or more in lower case.
pub fn demonym(_form: &str) -> Option<Str> {
    todo!()
}

/// The same for a word of a page, which costs less.
pub fn demonym_at(_words: &Words, _at: usize) -> Option<Str> {
    todo!()
}

/// All forms of `demonym`, with their codes.
pub fn demonyms() -> &'static FastMap<Str, Str> {
    todo!()
}

/// Code of the government that the press means by a capital, folded.
pub fn metonym(_folded: &str) -> Option<Str> {
    todo!()
}
