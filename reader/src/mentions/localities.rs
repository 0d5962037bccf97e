//! Places: known by the gazetteer, or told by what stands around a name never seen before.

use std::cell::Cell;

use crate::base::Set;
use crate::mentions::model::Mention;
use crate::mentions::names::Known;
use crate::mentions::runs::Runs;

/// Word lists of this module that others ask for too.
pub struct Lists {
    pub project_nouns: Set,
    /// Prepositions of place that stand before parties as well.
    pub directions: Set,
}

/// The word lists.
pub fn lists() -> &'static Lists {
    todo!()
}

/// Tells the places of one text; made for it and thrown away after.
pub struct Localities<'a> {
    pub runs: &'a Runs<'a>,
    pub openings: &'a [bool],
    /// For each token, whether a preposition of place stands before it.
    pub before_place: &'a [bool],
    /// Where the next member of an enumeration of places would stand.
    pub after_place: Cell<Option<usize>>,
}

impl<'a> Localities<'a> {
    pub fn new(_runs: &'a Runs<'a>, _openings: &'a [bool], _before_place: &'a [bool]) -> Self {
        todo!()
    }

    /// True where a place's name is also a word or a person's, and nothing says "place".
    pub fn demoted(&self, _place: Known, _first: usize, _last: usize) -> bool {
        todo!()
    }

    /// True after "la ville d'", "the town of".
    pub fn seat(&self, _first: usize) -> bool {
        todo!()
    }

    /// True for "in Cambridge", "à Jülich": a town that lends its name to what is there.
    pub fn is_town(&self, _i: usize) -> bool {
        todo!()
    }

    /// A place whose name has small words inside: "Côte d'Ivoire", "Isle of Wight".
    pub fn linked(&self, _first: usize) -> Option<Mention> {
        todo!()
    }

    /// True for "in the North East", "dans le Vexin".
    pub fn in_the(&self, _first: usize, _last: usize) -> bool {
        todo!()
    }

    /// The place that "in the northern Hauts-de-France region" means, and not its council.
    pub fn region_meant(&self, _first: usize, _last: usize) -> Option<Mention> {
        todo!()
    }

    /// True for "from Clonee, Ireland", "à Villers (Somme)": its region stands after it.
    pub fn is_located(&self, _first: usize, _last: usize) -> bool {
        todo!()
    }

    /// A place whose name begins with its article: "Le Havre", "L'Ancienne-Lorette".
    pub fn with_article(&self, _i: usize) -> Option<Mention> {
        todo!()
    }

    /// The place that a run of words begins with, and where its name or the run ends.
    pub fn place(&self, _first: usize, _run: usize) -> (Option<Known>, usize) {
        todo!()
    }
}

/// Gives local bodies the names of their places, in place: "la commune de Fouju".
pub fn name_bodies(_mentions: &mut [Mention], _runs: &Runs) {
    todo!()
}

/// True for the place right after a local body that bears its name.
pub fn is_seat(_body: &Mention, _place: &Mention) -> bool {
    todo!()
}
