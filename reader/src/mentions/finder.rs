//! Finds who and what a text names.
