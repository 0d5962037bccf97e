//! Signs of what a quantity is that take more than one word: what governs it, and in which tense.
