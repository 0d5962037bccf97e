//! How an entity stands in the text at one sentence: named there, lately, often, at its head.
