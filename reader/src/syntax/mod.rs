//! Words that tell something, and how a sentence falls into clauses."""

pub mod clauses;
pub mod cues;
