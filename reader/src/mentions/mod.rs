//! Parties, projects and places as a text names them, and which of them are the same."""

pub mod antecedents;
pub mod assets;
pub mod consensus;
pub mod descriptions;
pub mod enumerations;
pub mod finder;
pub mod kinds;
pub mod localities;
pub mod model;
pub mod names;
pub mod openings;
pub mod persons;
pub mod pronouns;
pub mod resolve;
pub mod runs;
pub mod spellings;
pub mod trades;
