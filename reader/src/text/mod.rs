//! Words of a text, and where known ones may start: what all reading of claims rests on.

pub mod anchors;
pub mod fold;
pub mod tokens;
pub mod view;
