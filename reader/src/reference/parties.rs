//! The parties of the field: who invests, builds, runs, regulates, measures and reports.
//!
//! A party is known by its number: its place in `parties().all` in Python.

use std::sync::OnceLock;

use crate::base::chars;
use crate::base::lexicon::{keep, lexicon, Value};
use crate::base::{FastMap, FastSet, Str};
use crate::text::fold::fold;

const LONGEST_ACRONYM: usize = 5;

/// A company, fund, body, newspaper or person.
#[derive(Debug, Clone)]
pub struct Party {
    /// As the press best writes it.
    pub name: Str,
    /// ``bank``, ``government``, ``person``...: the words of `PartyKind` in Python.
    pub kind: Str,
    /// ISO 3166-1 code of its seat; "EU" for the Union's bodies, "XX" for none.
    pub country: Str,
    /// The party that owns it or that it works for.
    pub parent: Option<usize>,
    /// Its name, folded: `spelling(party.name)`.
    pub key: Str,
    /// Its names and its aliases: `written()`.
    pub written: Vec<Str>,
    /// Phrases that mean it and nobody else: "créateur de ChatGPT".
    pub descriptions: Vec<Str>,
    /// Phrases that mean it where the text names it: "fonds canadien".
    pub hints: Vec<Str>,
}

/// All parties, to be found by any way of writing them.
pub struct Parties {
    pub all: Vec<Party>,
    names: FastMap<Str, usize>,
    descriptions: FastMap<Str, usize>,
    hints: FastMap<Str, Vec<usize>>,
    ordinary: FastSet<Str>,
    acronyms: FastSet<Str>,
    minuscule: FastSet<Str>,
}

impl Parties {
    fn read() -> Self {
        let rows = lexicon().get("reference.parties").items();
        let numbers: FastMap<&str, usize> =
            rows.iter().enumerate().map(|(i, row)| (cell(row, 0), i)).collect();
        let all: Vec<Party> = rows.iter().map(|row| party(row, &numbers)).collect();
        let ordinary = lexicon().list("reference.parties.ordinary");
        let mut made = Self {
            names: FastMap::default(),
            descriptions: FastMap::default(),
            hints: FastMap::default(),
            ordinary: ordinary.iter().map(|each| keep(each)).collect(),
            acronyms: FastSet::default(),
            minuscule: FastSet::default(),
            all,
        };
        for (number, party) in made.all.iter().enumerate() {
            for written in &party.written {
                let folded = keep(&fold(written));
                made.names.entry(folded).or_insert(number);
                if made.ordinary.contains(folded) {
                    continue;
                }
                let short = written.chars().count() <= LONGEST_ACRONYM && chars::isalpha(written);
                if short && chars::isupper(written) {
                    made.acronyms.insert(folded);
                } else if chars::islower(written) {
                    made.minuscule.insert(folded);
                }
            }
            for phrase in &party.descriptions {
                made.descriptions.entry(keep(&fold(phrase))).or_insert(number);
            }
            for phrase in &party.hints {
                made.hints.entry(keep(&fold(phrase))).or_default().push(number);
            }
        }
        made.minuscule.retain(|each| !made.acronyms.contains(each));
        made
    }

    #[inline]
    pub fn get(&self, party: usize) -> &Party {
        &self.all[party]
    }

    /// The party of a folded name or alias.
    pub fn by_name(&self, folded: &str) -> Option<usize> {
        self.names.get(folded).copied()
    }

    /// The party of a name as a text writes it, its capitals counting.
    pub fn named(&self, surface: &str) -> Option<usize> {
        let folded = fold(surface);
        let party = self.by_name(&folded)?;
        if self.minuscule.contains(folded.as_str()) {
            return Some(party);
        }
        let mut letters = surface.chars().filter(|&c| chars::is_alpha(c));
        let is_so = if self.acronyms.contains(folded.as_str()) {
            let first = letters.next();
            let last = letters.next_back().or(first);
            first.is_some_and(chars::is_upper) && last.is_some_and(chars::is_upper)
        } else {
            let mut letters = letters.peekable();
            letters.peek().is_none() || letters.any(chars::is_upper)
        };
        is_so.then_some(party)
    }

    /// The party that a folded phrase means: `descriptions().get(folded)`.
    pub fn description(&self, folded: &str) -> Option<usize> {
        self.descriptions.get(folded).copied()
    }

    /// The parties that a folded phrase may mean in a text that names them; mostly none.
    pub fn hints(&self, folded: &str) -> &[usize] {
        self.hints.get(folded).map_or(&[], Vec::as_slice)
    }

    /// True for a folded name that is also an ordinary word, a first name or a place.
    pub fn is_ordinary(&self, folded: &str) -> bool {
        self.ordinary.contains(folded)
    }

    /// The party that owns a party, or that it works for.
    pub fn parent(&self, party: usize) -> Option<usize> {
        self.all[party].parent
    }
}

fn cell(row: &Value, at: usize) -> &str {
    row.items().get(at).map_or("", Value::text)
}

fn party(row: &Value, numbers: &FastMap<&str, usize>) -> Party {
    let several = |at: usize| -> Vec<Str> {
        let values = row.items().get(at).map_or(&[][..], Value::items);
        values.iter().map(|each| keep(each.text())).collect()
    };
    let (name, name_en) = (keep(cell(row, 0)), keep(cell(row, 1)));
    let mut written: Vec<Str> = Vec::new();
    for each in [vec![name, name_en], several(5)].concat() {
        if !written.contains(&each) {
            written.push(each);
        }
    }
    Party {
        name,
        kind: keep(cell(row, 2)),
        country: keep(cell(row, 3)),
        parent: numbers.get(cell(row, 4)).copied(),
        key: keep(&fold(name)),
        written,
        descriptions: several(6),
        hints: several(7),
    }
}

pub fn parties() -> &'static Parties {
    static PARTIES: OnceLock<Parties> = OnceLock::new();
    PARTIES.get_or_init(Parties::read)
}
