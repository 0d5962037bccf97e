//! What an unknown name names, told by its own words and by what stands around it.

use crate::base::{Set, Str};
use crate::mentions::localities::Localities;
use crate::mentions::runs::Runs;
use crate::syntax::cues::CuesAt;

/// Word lists of this module that others ask for too.
pub struct Lists {
    pub place_nouns: Set,
    /// Last words of the names of things built and of laws and plans: "Sunrise Wind".
    pub project_ends: Set,
}

/// The word lists.
pub fn lists() -> &'static Lists {
    todo!()
}

/// Tells the kinds of the unknown names of one text; made for it and thrown away after.
pub struct Kinds<'a> {
    pub runs: &'a Runs<'a>,
    pub localities: &'a Localities<'a>,
    pub cues_at: &'a CuesAt<'a>,
}

impl<'a> Kinds<'a> {
    pub fn new(
        runs: &'a Runs<'a>,
        localities: &'a Localities<'a>,
        cues_at: &'a CuesAt<'a>,
    ) -> Self {
        Self { runs, localities, cues_at }
    }

    /// Kind of an unknown name; none for what is no name.
    pub fn of(&self, _first: usize, _last: usize) -> Option<Str> {
        todo!()
    }
}
