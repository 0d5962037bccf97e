//! Pronouns that may stand for a party or a person, and those that stand for nobody.

use crate::base::{Set, Words};
use crate::mentions::model::Mention;

/// Words that one may begin with: `PRONOUNS`.
pub fn pronouns() -> &'static Set {
    todo!()
}

/// A pronoun that may stand for a party or a person.
pub fn pronoun(_words: &Words, _i: usize) -> Option<Mention> {
    todo!()
}
