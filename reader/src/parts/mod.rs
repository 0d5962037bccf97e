//! Which figure is a part, a whole or a repeat of which.

pub mod beside;
pub mod pairs;
pub mod partwords;
pub mod repeats;
pub mod signs;
pub mod votes;
pub mod wholes;
