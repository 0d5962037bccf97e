//! What is known beforehand: parties, places, words of names, ways of writing currencies.
//!
//! Python hands it all over with the lexicon (`grandlivre.claims.compiled_lexicons`).

pub mod currencies;
pub mod names;
pub mod parties;
pub mod places;
