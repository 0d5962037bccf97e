//! Features that a part and its whole may share: their roles, sizes, words and parties.
