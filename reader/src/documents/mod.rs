//! What a document is made of before anything is read in it (`grandlivre.documents`).

mod breaks;
pub mod furniture;
pub mod language;
mod lines;
pub mod passages;
pub mod views;
