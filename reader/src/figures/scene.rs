//! The sentences of a page, each with what is told about it.
//!
//! What depends on a sentence alone is tabulated once in its `Scene`, however many quantities stand
//! in it and however many questions are put to each.

use std::cell::OnceCell;
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

/// One entity that stands in a sentence: where its mentions are among those of the scene.
struct Present {
    entity: usize,
    from: usize,
    to: usize,
    ends: Ends,
}

/// The numbers of what stands in a sentence, one bit each.
fn bits(present: &[Present]) -> Vec<u64> {
    let mut bits = vec![0; present.last().map_or(0, |last| last.entity / 64 + 1)];
    present.iter().for_each(|each| bits[each.entity / 64] |= 1 << (each.entity % 64));
    bits
}

/// One sentence of a page, tabulated.
pub struct Scene {
    /// Number of the sentence.
    pub number: usize,
    /// The mentions here, those of one entity after those of another one.
    mentions: Vec<usize>,
    /// What stands here, by number.
    present: Vec<Present>,
    /// The same, one bit each, up to the last one.
    here: Vec<u64>,
    /// Numbers of the entities that stand here, in order of appearance, each once.
    pub entities: Vec<usize>,
    /// The first mention here of each kind.
    pub firsts: Vec<(Str, usize)>,
    /// How many entities of each group stand here.
    pub rivals: Vec<(Str, usize)>,
    /// Kinds of what is mentioned here, sorted.
    pub kinds: Vec<Str>,
    /// For each cue here the bit of its class among those that tell of mentions near figures.
    pub(super) bits: OnceCell<Vec<u32>>,
    /// For each cue here whether its class tells what a figure is.
    pub telling: OnceCell<Vec<bool>>,
    breaks: OnceCell<Vec<usize>>,
    places: OnceCell<Vec<(i64, usize)>>,
    about_dates: OnceCell<Vec<FastSet<Str>>>,
    recent: OnceCell<FastMap<usize, (bool, usize)>>,
    company: OnceCell<FastMap<usize, u8>>,
    lead: OnceCell<FastSet<usize>>,
}

impl Scene {
    pub(super) fn new(page: &Page, number: usize) -> Self {
        let all = &page.sentences[number].mentions;
        let mut named: Vec<(usize, usize, usize)> = Vec::with_capacity(all.len());
        let mut firsts: Vec<(Str, usize)> = Vec::with_capacity(4);
        // By group the entity that stands first, the last one, and how many there are.
        let mut groups: Vec<(Str, usize, usize, usize)> = Vec::with_capacity(4);
        for (place, &at) in all.iter().enumerate() {
            let mention = &page.mentions[at];
            if !firsts.iter().any(|(kind, _)| *kind == mention.kind) {
                firsts.push((mention.kind, at));
            }
            let Some(entity) = mention.entity else { continue };
            named.push((entity, place, at));
            let group = group_of(&page.entities[entity]);
            match groups.iter_mut().find(|(name, ..)| *name == group) {
                Some((_, _, last, _)) => *last = entity,
                None => groups.push((group, entity, entity, 0)),
            }
        }
        named.sort_unstable();
        let group_at = |groups: &[(Str, usize, usize, usize)], entity: usize| {
            let group = group_of(&page.entities[entity]);
            groups.iter().position(|(name, ..)| *name == group).unwrap_or(0)
        };
        let mut present: Vec<Present> = Vec::with_capacity(named.len());
        for (at, &(entity, ..)) in named.iter().enumerate() {
            match present.last_mut() {
                Some(last) if last.entity == entity => last.to = at + 1,
                _ => {
                    let group = group_at(&groups, entity);
                    groups[group].3 += 1;
                    present.push(Present { entity, from: at, to: at + 1, ends: Ends::default() });
                }
            }
        }
        for each in &mut present {
            let (_, first, last, several) = groups[group_at(&groups, each.entity)];
            each.ends = (first == each.entity, last == each.entity, several == 1);
        }
        let mut entities: Vec<(usize, usize)> =
            present.iter().map(|each| (named[each.from].1, each.entity)).collect();
        entities.sort_unstable();
        let entities = entities.into_iter().map(|(_, entity)| entity).collect();
        let rivals = groups.into_iter().map(|(group, _, _, several)| (group, several)).collect();
        let mentions = named.into_iter().map(|(_, _, at)| at).collect();
        let mut kinds: Vec<Str> = firsts.iter().map(|(kind, _)| *kind).collect();
        kinds.sort_unstable();
        Self {
            number,
            mentions,
            here: bits(&present),
            present,
            entities,
            firsts,
            rivals,
            kinds,
            bits: OnceCell::new(),
            telling: OnceCell::new(),
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
        self.here.get(entity / 64).is_some_and(|bits| bits >> (entity % 64) & 1 == 1)
    }

    #[inline]
    fn find(&self, entity: usize) -> Option<&Present> {
        if !self.names(entity) {
            return None;
        }
        let at = self.present.partition_point(|each| each.entity < entity);
        self.present.get(at).filter(|each| each.entity == entity)
    }

    /// The mentions of an entity here, in order.
    pub fn mentions_of(&self, entity: usize) -> &[usize] {
        self.find(entity).map_or(&[], |each| &self.mentions[each.from..each.to])
    }

    /// Whether an entity is the first of its group here, the last, the only one.
    pub fn ends_of(&self, entity: usize) -> Option<Ends> {
        self.find(entity).map(|each| each.ends)
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
