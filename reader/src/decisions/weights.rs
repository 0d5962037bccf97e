//! Weighed decisions: how much each feature speaks for or against, as a table of numbers.
