//! The sentences of a page, each with what is told about it.
//!
//! What depends on a sentence alone is tabulated once in its `Scene`, however many quantities stand
//! in it and however many questions are put to each.

use std::cell::OnceCell;
use std::collections::BTreeSet;
use std::sync::OnceLock;

use crate::base::lexicon::lexicon;
use crate::base::{FastMap, FastSet, Set, Str};
use crate::claim::PassageKind;
use crate::figures::scenes::Scenes;
use crate::mentions::model::Entity;
use crate::page::model::Page;

/// Sentences from one on whose enumerations are looked at.
pub const COMPANY: usize = 3;
const RECENT: usize = 3;
const RECENT_REACH: usize = 12;
const DATED_BEFORE: usize = 7;
const DATED_AFTER: usize = 4;

struct Lists {
    breaks: Set,
}

fn lists() -> &'static Lists {
    static LISTS: OnceLock<Lists> = OnceLock::new();
    LISTS.get_or_init(|| Lists { breaks: lexicon().set("figures.around._BREAKS") })
}

/// Kinds of entities that are rivals of one another: States rank with companies.
pub fn group_of(entity: &Entity) -> Str {
    if entity.kind == "state" {
        "party"
    } else {
        entity.kind
    }
}

/// How small a place is: 3 for a town or what is named in one, 0 for the world.
pub fn fineness(place: &Entity) -> i64 {
    match place.noun {
        "town" => 3,
        "region" => 2,
        "metonym" | "country" | "demonym" => 1,
        "world" => 0,
        _ => 3,
    }
}

/// Whether an entity is the first of its group in a sentence, the last, the only one.
pub type Ends = (bool, bool, bool);

/// One sentence of a page, tabulated.
pub struct Scene {
    /// Number of the sentence.
    pub number: usize,
    /// The mentions of each entity here, by its number.
    pub mentions_of: FastMap<usize, Vec<usize>>,
    /// Numbers of the entities that stand here, in order of appearance, each once.
    pub entities: Vec<usize>,
    /// The first mention here of each kind.
    pub firsts: Vec<(Str, usize)>,
    /// How many entities of each group stand here.
    pub rivals: Vec<(Str, usize)>,
    pub ends: FastMap<usize, Ends>,
    /// Kinds of what is mentioned here, sorted.
    pub kinds: Vec<Str>,
    breaks: OnceCell<Vec<usize>>,
    places: OnceCell<Vec<(i64, usize)>>,
    about_dates: OnceCell<Vec<FastSet<Str>>>,
    recent: OnceCell<FastMap<usize, (bool, usize)>>,
    company: OnceCell<FastMap<usize, u8>>,
    lead: OnceCell<FastSet<usize>>,
}

impl Scene {
    pub(super) fn new(page: &Page, number: usize) -> Self {
        let mut mentions_of: FastMap<usize, Vec<usize>> = FastMap::default();
        let mut entities = Vec::new();
        let mut firsts: Vec<(Str, usize)> = Vec::new();
        let mut present: Vec<(Str, Vec<usize>)> = Vec::new();
        for (at, mention) in page.mentions_in(number) {
            if !firsts.iter().any(|(kind, _)| *kind == mention.kind) {
                firsts.push((mention.kind, at));
            }
            let Some(entity) = mention.entity else { continue };
            let known = mentions_of.entry(entity).or_default();
            if known.is_empty() {
                entities.push(entity);
            }
            known.push(at);
            let group = group_of(&page.entities[entity]);
            match present.iter_mut().find(|(name, _)| *name == group) {
                Some((_, numbers)) => numbers.push(entity),
                None => present.push((group, vec![entity])),
            }
        }
        let mut ends = FastMap::default();
        let mut rivals = Vec::new();
        for (group, numbers) in &present {
            let several = numbers.iter().collect::<BTreeSet<_>>().len();
            rivals.push((*group, several));
            let (first, last) = (numbers[0], numbers[numbers.len() - 1]);
            for &each in numbers {
                ends.insert(each, (first == each, last == each, several == 1));
            }
        }
        let mut kinds: Vec<Str> = firsts.iter().map(|(kind, _)| *kind).collect();
        kinds.sort_unstable();
        Self {
            number,
            mentions_of,
            entities,
            firsts,
            rivals,
            ends,
            kinds,
            breaks: OnceCell::new(),
            places: OnceCell::new(),
            about_dates: OnceCell::new(),
            recent: OnceCell::new(),
            company: OnceCell::new(),
            lead: OnceCell::new(),
        }
    }

    /// Whether the sentence names an entity.
    #[inline]
    pub fn names(&self, entity: usize) -> bool {
        self.mentions_of.contains_key(&entity)
    }

    /// How many entities of a group stand here.
    pub fn rivals_of(&self, group: Str) -> usize {
        self.rivals.iter().find(|(name, _)| *name == group).map_or(0, |(_, several)| *several)
    }

    /// The first mention here of a kind.
    pub fn first_of(&self, kind: Str) -> Option<usize> {
        self.firsts.iter().find(|(name, _)| *name == kind).map(|(_, mention)| *mention)
    }

    /// Tokens that break the sentence.
    pub fn breaks(&self, page: &Page) -> &[usize] {
        self.breaks.get_or_init(|| {
            let sentence = &page.sentences[self.number];
            let breaks = &lists().breaks;
            (sentence.first..sentence.last).filter(|&i| page.words.has(i, breaks)).collect()
        })
    }

    /// How fine each place named here is, with its number.
    pub fn places(&self, page: &Page) -> &[(i64, usize)] {
        self.places.get_or_init(|| {
            page.mentions_in(self.number)
                .filter(|(_, m)| m.kind == "place")
                .filter_map(|(_, m)| m.entity)
                .map(|entity| (fineness(&page.entities[entity]), entity))
                .collect()
        })
    }

    /// Classes of the cues about each date here, which every figure around asks for.
    pub fn about_dates(&self, page: &Page) -> &[FastSet<Str>] {
        self.about_dates.get_or_init(|| {
            let sentence = &page.sentences[self.number];
            let about = |&date: &usize| {
                let date = &page.dates[date];
                let cues = sentence.cues.iter();
                let near = cues.filter(|cue| {
                    date.first <= cue.first + DATED_BEFORE && cue.first <= date.last + DATED_AFTER
                });
                near.map(|cue| cue.kind).collect()
            };
            sentence.dates.iter().map(about).collect()
        })
    }

    /// The places named last before this sentence, by number: each with whether it is a fine one (a
    /// town, a region), and how many of its sort are named between it and here.
    pub fn recent(&self, page: &Page) -> &FastMap<usize, (bool, usize)> {
        self.recent.get_or_init(|| {
            let mut found: FastMap<usize, (bool, usize)> = FastMap::default();
            let mut counts = [0_usize; 2];
            let from = self.number.saturating_sub(RECENT_REACH);
            for back in (from..self.number).rev() {
                for (_, mention) in page.mentions_in(back).rev() {
                    let Some(entity) = mention.entity else { continue };
                    if mention.kind == "place" && !found.contains_key(&entity) {
                        let fine = fineness(&page.entities[entity]) > 1;
                        found.insert(entity, (fine, counts[usize::from(fine)]));
                        counts[usize::from(fine)] += 1;
                    }
                }
                if counts[0].min(counts[1]) > RECENT {
                    break;
                }
            }
            found
        })
    }

    /// Sentences from here whose enumerations name an entity ("led by X, Y and Z"), a bit each: the
    /// lowest for this one, the next for the one after.
    pub fn company(&self, scenes: &Scenes) -> &FastMap<usize, u8> {
        self.company.get_or_init(|| {
            let mut found = FastMap::default();
            let near = scenes.enumerated.iter().skip(self.number).take(COMPANY);
            for (step, members) in near.enumerate() {
                for &entity in members {
                    *found.entry(entity).or_default() |= 1 << step;
                }
            }
            found
        })
    }

    /// Numbers of the parties named right before the list that this sentence is an item of.
    pub fn lead(&self, page: &Page) -> &FastSet<usize> {
        self.lead.get_or_init(|| {
            let sentences = &page.sentences;
            if sentences[self.number].kind != PassageKind::Bullet {
                return FastSet::default();
            }
            // In Python an item that opens the page has the last sentence before it.
            let mut before = (self.number + sentences.len() - 1) % sentences.len();
            if self.number > 0 {
                while before > 0 && sentences[before].kind == PassageKind::Bullet {
                    before -= 1;
                }
            }
            page.mentions_in(before)
                .filter(|(_, m)| matches!(m.kind, "party" | "state"))
                .filter_map(|(_, m)| m.entity)
                .collect()
        })
    }
}
