//! Dates of a text, absolute and relative, and the day on which it was published.

pub mod calendar;
pub mod find;
pub mod lengths;
pub mod letters;
pub mod model;
pub mod published;
pub mod spans;
mod sureness;
pub mod tenses;
pub mod walk;
pub mod years;
