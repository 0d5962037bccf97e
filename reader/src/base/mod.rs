//! What every room stands on: words and their lists, names of features, what Python hands over.

pub mod chars;
pub mod decimal;
pub mod expressions;
pub mod hash;
pub mod lexicon;
pub mod memory;
pub mod names;
pub mod numbers;
pub mod patterns;
pub mod periods;
pub mod short;
pub mod stems;
pub mod wire;
pub mod words;
pub mod written;

pub use decimal::Decimal;
pub use hash::{FastMap, FastSet, Known};
pub use names::{features, members, name, text_of, Features, Name};
pub use short::Short;
pub use stems::Stems;
pub use words::{Set, Told, Words};
pub use written::Written;

/// A string of a finite lexicon (a kind, a class of cues, a country), kept for the process.
pub type Str = &'static str;
