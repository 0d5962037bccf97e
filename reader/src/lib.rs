//! The reader of Grand Livre, compiled.
//!
//! The rooms are those of `grandlivre.claims`, in Python, which is the plain reference: the same
//! rules in the same order, on numbers instead of words. Word lists, tables of weights and
//! lexicons are not repeated here; Python hands them over once (`lexicon`).

pub mod base;
pub mod claim;
pub mod dates;
pub mod decisions;
pub mod documents;
pub mod doors;
pub mod figures;
pub mod mentions;
pub mod page;
pub mod parts;
pub mod pattern;
pub mod quantities;
pub mod read;
pub mod reference;
pub mod syntax;
pub mod text;
pub mod trial_decisions;
mod trial_mentions;
mod trial_names;
pub mod trial_dates;
pub mod trial_passages;
pub mod trial_pattern;
pub mod trial_quantities;
pub mod trial_relations;
pub mod trial_speech;
