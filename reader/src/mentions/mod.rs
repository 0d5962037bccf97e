//! Parties, projects and places as a text names them, and which of them are the same."""

pub mod antecedents;
pub mod assets;
pub mod consensus;
pub mod descriptions;
pub mod enumerations;
pub mod finder;
mod groups;
pub mod kinds;
pub mod localities;
pub mod model;
mod named;
pub mod names;
pub mod openings;
pub mod persons;
pub mod pronouns;
mod quotations;
mod quoted;
pub mod resolve;
pub mod runs;
pub mod spellings;
pub mod surfaces;
pub mod trades;
mod unknown;
