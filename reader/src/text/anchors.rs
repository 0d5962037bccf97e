//! Where numbers, and other known words, may start in a text: one pass, and no parsing.
