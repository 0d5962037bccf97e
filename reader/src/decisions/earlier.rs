//! The answers given for the quantities before: texts go on about the same.
