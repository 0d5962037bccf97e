//! A document laid out: sentences with all that stands in them, and who speaks in each."""

pub mod attributions;
pub mod datelines;
pub mod estimates;
pub mod floors;
pub mod following;
pub mod formers;
pub mod grammar;
pub mod layout;
pub mod lists;
pub mod model;
pub mod orders;
pub mod owners;
pub mod receivers;
pub mod scenery;
pub mod speech;
pub mod spoken;
pub mod spokesmen;
pub mod themes;
pub mod venues;
pub mod verbs;
