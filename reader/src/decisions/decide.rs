//! The decisions: what each quantity is, who pays and receives, where, when, and who says so.
