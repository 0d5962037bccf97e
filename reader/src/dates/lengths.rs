//! Lengths of time, read from their end: "sur dix à quinze ans", "over the next four years".
