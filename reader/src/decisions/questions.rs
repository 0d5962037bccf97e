//! The questions put to each quantity about who, what and where, with their candidates.
