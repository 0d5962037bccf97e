//! Words that tell something, and how a sentence falls into clauses."""

pub mod begun;
pub mod clauses;
pub mod cues;
