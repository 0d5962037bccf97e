//! How one mention stands to a quantity of its own sentence: where, how far, governed by what.
