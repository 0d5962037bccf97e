//! Runs of capitalised words: where a name goes on, and where it ends.
