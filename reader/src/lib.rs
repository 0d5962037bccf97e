//! The reader of Grand Livre, compiled.
//!
//! The rooms are those of `grandlivre.claims`, in Python, which is the plain reference: the same
//! rules in the same order, on numbers instead of words. Word lists, tables of weights and
//! lexicons are not repeated here; Python hands them over once (`lexicon`).

mod base;
mod claim;
mod dates;
mod decisions;
mod documents;
mod doors;
mod figures;
mod mentions;
mod page;
mod parts;
mod pattern;
mod quantities;
mod read;
mod reference;
mod syntax;
mod text;
