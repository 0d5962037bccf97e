//! The day a text was published, where its head or foot says it.
