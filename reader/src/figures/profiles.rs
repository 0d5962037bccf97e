//! What an entity does on the whole page: pays, receives, speaks, is a place where things are.

use crate::base::{FastMap, Str};
use crate::mentions::model::Entity;
use crate::page::model::Page;

/// Whether an entity is known, described, pays, gets, says, holds: arguments of `profile_names`.
pub type Profile = (bool, bool, bool, bool, bool, bool);
/// The profile in most sentences; by number, those that alone tell one thing that it does.
pub type Profiles = (Profile, FastMap<usize, Profile>);
pub const SPEAKING: Str = "say";

/// The sentences in which an entity pays, receives, speaks, and is where something is, sorted.
pub type Doings = [Vec<usize>; 4];

/// In which sentences an entity pays, receives, speaks, or is where something is.
pub fn doings(
    _page: &Page,
    _mentions: &[usize],
    _spoken: &FastMap<usize, usize>,
    _relations: &[(usize, Vec<Str>)],
) -> Doings {
    todo!()
}

/// What an entity does in the other sentences of its page than one.
pub fn profiles(_entity: &Entity, _done: &Doings) -> Profiles {
    todo!()
}
