//! One amount: a numeral with its scale and what it counts, read from its first digit onwards.
