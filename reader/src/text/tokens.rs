//! Words of a text with their places, once, so that every rule reads the same ones.
