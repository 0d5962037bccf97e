//! Every field of a claim decided from features by fitted weights."""

pub mod bearings;
pub mod choices;
pub mod decide;
pub mod earlier;
pub mod features;
pub mod fellows;
pub mod finest;
pub mod leanings;
pub mod nearby;
pub mod nothing;
pub mod questions;
pub mod shared;
pub mod threads;
pub mod verbs;
pub mod weighing;
pub mod weights;
pub mod which;
