//! Lists of a page: which sentences are one item, and what leads a list.
