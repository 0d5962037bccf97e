//! The verb that a quantity belongs to, and its subject, by the order of words alone.
