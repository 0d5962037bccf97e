//! The parties of the field: who invests, builds, runs, regulates, measures and reports.
//!
//! A party is known by its number: its place in `parties().all` in Python.

use crate::base::Str;

/// A company, fund, body, newspaper or person.
#[derive(Debug, Clone)]
pub struct Party {
    /// As the press best writes it.
    pub name: Str,
    pub name_en: Str,
    /// ``bank``, ``government``, ``person``...: the words of `PartyKind` in Python.
    pub kind: Str,
    /// ISO 3166-1 code of its seat; "EU" for the Union's bodies, "XX" for none.
    pub country: Str,
    /// The party that owns it or that it works for.
    pub parent: Option<usize>,
    /// Its name, folded: `spelling(party.name)`.
    pub key: Str,
}

/// All parties, to be found by any way of writing them.
pub struct Parties {
    pub all: Vec<Party>,
}

impl Parties {
    #[inline]
    pub fn get(&self, party: usize) -> &Party {
        &self.all[party]
    }

    /// The party of a folded name or alias.
    pub fn by_name(&self, _folded: &str) -> Option<usize> {
        todo!()
    }

    /// The party of a name as a text writes it, its capitals counting.
    pub fn named(&self, _surface: &str) -> Option<usize> {
        todo!()
    }

    /// The party that a folded phrase means.
    pub fn description(&self, _folded: &str) -> Option<usize> {
        todo!()
    }

    /// The parties that a folded phrase may mean in a text that names them; mostly none.
    pub fn hints(&self, _folded: &str) -> &[usize] {
        todo!()
    }

    /// True for a folded name that is also an ordinary word, a first name or a place.
    pub fn is_ordinary(&self, _folded: &str) -> bool {
        todo!()
    }

    /// The party that owns a party, or that it works for.
    pub fn parent(&self, party: usize) -> Option<usize> {
        self.all[party].parent
    }
}

pub fn parties() -> &'static Parties {
    todo!()
}
