//! Persons: by a first name, by a title before the name, by an office told after it.
