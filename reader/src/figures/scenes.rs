//! All sentences of a page, and what is told of its entities and figures as a whole.

use std::cell::{Cell, OnceCell, RefCell};
use std::hash::BuildHasherDefault;
use std::rc::Rc;

use crate::base::{Decimal, FastMap, FastSet, Name, Str};
use crate::claim::{Measure, PassageKind};
use crate::feature;
use crate::figures::around::Surroundings;
use crate::figures::profiles::{doings, profiles, Profile, Profiles};
use crate::figures::scene::{fineness, group_of, Scene};
use crate::figures::standing::FAR;
use crate::mentions::model::{Entity, DESCRIPTION};
use crate::page::model::{Page, PlacedQuantity, Sentence};
use crate::quantities::model::Quantity;

/// Rank of the last of the chief entities of a kind.
pub const CHIEF: usize = 1;
/// Members that make an enumeration more than a pair.
const ENUMERATION: usize = 3;

/// Relations of one quantity: mentions by number, with the names of what they are to it.
pub type Relate = dyn Fn(&Page, &PlacedQuantity, usize) -> Vec<(usize, Str)>;

/// All sentences of a page, each tabulated when first asked for.
pub struct Scenes<'p> {
    pub page: &'p Page,
    scenes: Vec<OnceCell<Scene>>,
    around: Vec<OnceCell<Surroundings>>,
    profiles: Vec<OnceCell<Profiles>>,
    /// For each entity the sentences that name it, ascending.
    pub numbers: Vec<Vec<usize>>,
    naming: RefCell<FastMap<Vec<usize>, Rc<FastSet<usize>>>>,
    /// For each sentence the entities that it names, by number, a mention each.
    pub named: Vec<Vec<usize>>,
    pub groups: Vec<Str>,
    pub in_title: Vec<bool>,
    /// For each entity its place among those of its kind, the most mentioned first.
    pub ranks: Vec<usize>,
    /// How many towns and regions the page names.
    pub towns: usize,
    /// Numbers of the two entities of each kind that are mentioned most.
    pub chiefs: Vec<usize>,
    /// For each entity whether a name tells it which no lexicon of parties knows.
    pub unknown: Vec<bool>,
    /// For each measure the values of its quantities, and how often each is told.
    pub values: FastMap<(Measure, Decimal), usize>,
    /// For each measure the largest of its values.
    pub largest: [Option<Decimal>; Measure::ALL.len()],
    /// For each measure how many quantities have a value.
    pub told: [usize; Measure::ALL.len()],
    /// For each sentence whether it heads others: a heading, and what ends in a colon.
    pub heads: Vec<bool>,
    /// For each sentence the entities that an enumeration of three or more names.
    pub enumerated: Vec<Vec<usize>>,
    /// For each sentence whether it is one of the story that holds dates.
    pub dated: Vec<bool>,
    dealings: OnceCell<FastMap<usize, Vec<(usize, usize)>>>,
    /// By entity how its name is kept where it is an asset.
    worded: Vec<Cell<Option<Name>>>,
    /// By entity how near it is to the sentence that was last asked about: room for `near`.
    pub(super) gaps: RefCell<Vec<u8>>,
    pub(super) relate: Box<Relate>,
}

impl<'p> Scenes<'p> {
    /// All sentences of a page; `relate` tells the relations of a quantity from its left clause on.
    pub fn new(page: &'p Page, relate: Box<Relate>) -> Self {
        let numbers: Vec<Vec<usize>> = page
            .entities
            .iter()
            .map(|e| e.mentions.iter().map(|&m| page.mentions[m].sentence).collect())
            .collect();
        let mut named = vec![Vec::new(); page.sentences.len()];
        for (entity, sentences) in numbers.iter().enumerate() {
            for &sentence in sentences {
                named[sentence].push(entity);
            }
        }
        let many = page.quantities.len();
        let mut values = FastMap::with_capacity_and_hasher(many, BuildHasherDefault::default());
        let (mut largest, mut told) = ([None; Measure::ALL.len()], [0; Measure::ALL.len()]);
        for Quantity { measure, high, low, .. } in page.quantities.iter().map(|q| &q.quantity) {
            if let Some(value) = high.or(*low) {
                *values.entry((*measure, value)).or_default() += 1;
                let at = *measure as usize;
                (largest[at], told[at]) = (largest[at].max(Some(value)), told[at] + 1);
            }
        }
        let ranks = ranks(page);
        Self {
            page,
            scenes: page.sentences.iter().map(|_| OnceCell::new()).collect(),
            around: page.quantities.iter().map(|_| OnceCell::new()).collect(),
            profiles: page.entities.iter().map(|_| OnceCell::new()).collect(),
            groups: page.entities.iter().map(group_of).collect(),
            in_title: numbers.iter().map(|sentences| sentences.first() == Some(&0)).collect(),
            towns: page.entities.iter().filter(|e| e.kind == "place" && fineness(e) > 1).count(),
            chiefs: (0..ranks.len()).filter(|&n| ranks[n] <= CHIEF).collect(),
            unknown: page.entities.iter().map(|e| e.party.is_none() && is_named(page, e)).collect(),
            told,
            heads: page.sentences.iter().map(|s| is_head(page, s)).collect(),
            enumerated: page.sentences.iter().map(|s| enumerated(page, s)).collect(),
            dated: page
                .sentences
                .iter()
                .map(|s| !s.dates.is_empty() && !s.is_furniture())
                .collect(),
            naming: RefCell::default(),
            numbers,
            named,
            ranks,
            values,
            largest,
            dealings: OnceCell::new(),
            worded: vec![Cell::new(None); page.entities.len()],
            gaps: RefCell::new(vec![FAR; page.entities.len()]),
            relate,
        }
    }

    /// Numbers of the sentences that name any of some entities (sorted), put together once.
    pub fn naming(&self, entities: &[usize]) -> Rc<FastSet<usize>> {
        if let Some(found) = self.naming.borrow().get(entities) {
            return Rc::clone(found);
        }
        let all = entities.iter().flat_map(|&each| self.numbers[each].iter().copied());
        let found: Rc<FastSet<usize>> = Rc::new(all.collect());
        self.naming.borrow_mut().insert(entities.to_vec(), Rc::clone(&found));
        found
    }

    /// The sentence of that number.
    pub fn of(&self, number: usize) -> &Scene {
        self.scenes[number].get_or_init(|| Scene::new(self.page, number))
    }

    /// The page around a quantity, worked out once.
    pub fn around(&self, quantity: usize) -> &Surroundings {
        self.around[quantity].get_or_init(|| Surroundings::new(self, quantity))
    }

    /// What the entity of that number does in the other sentences than one.
    pub fn profile(&self, number: usize, sentence: usize) -> Profile {
        let found = self.profiles[number].get_or_init(|| {
            let dealings = self.dealings().get(&number).map_or(&[][..], Vec::as_slice);
            let told = dealings.iter().map(|&(quantity, at)| {
                let around = self.around(quantity);
                (around.sentence, around.relations[at].1.as_slice())
            });
            let entity = &self.page.entities[number];
            let done = doings(self.page, &entity.mentions, told);
            profiles(entity, &done)
        });
        let (usual, own) = found;
        own.get(&sentence).copied().unwrap_or(*usual)
    }

    /// How an asset is worded, as the name of a feature would be kept; nothing for all else.
    pub fn worded(&self, number: usize) -> Name {
        let entity = &self.page.entities[number];
        let known = &self.worded[number];
        known.get().unwrap_or_else(|| {
            let text = if entity.kind == "asset" { entity.name.as_str() } else { "" };
            let name = feature!("{text}");
            known.set(Some(name));
            name
        })
    }

    /// For each entity the sums that it stands in a relation to, each with the place of that among
    /// the sum's relations.
    fn dealings(&self) -> &FastMap<usize, Vec<(usize, usize)>> {
        self.dealings.get_or_init(|| {
            let mut found: FastMap<usize, Vec<(usize, usize)>> = FastMap::default();
            for placed in &self.page.quantities {
                if placed.quantity.measure == Measure::Money {
                    let relations = &self.around(placed.number).relations;
                    for (at, (number, _)) in relations.iter().enumerate() {
                        found.entry(*number).or_default().push((placed.number, at));
                    }
                }
            }
            found
        })
    }
}

fn is_head(page: &Page, sentence: &Sentence) -> bool {
    matches!(sentence.kind, PassageKind::Heading | PassageKind::Title)
        || match sentence.last {
            0 => !page.words.is_empty() && page.words.is(page.words.len() - 1, ":"),
            last => page.words.is(last - 1, ":"),
        }
}

fn enumerated(page: &Page, sentence: &Sentence) -> Vec<usize> {
    let mentions = || sentence.mentions.iter().map(|&m| &page.mentions[m]);
    if !mentions().any(|m| m.span != (m.first, m.last)) {
        return Vec::new();
    }
    let mut sizes: FastMap<(usize, usize), usize> = FastMap::default();
    for mention in mentions() {
        *sizes.entry(mention.span).or_default() += 1;
    }
    let mut found: Vec<usize> = mentions()
        .filter(|m| m.span != (m.first, m.last) && sizes[&m.span] >= ENUMERATION)
        .filter_map(|m| m.entity)
        .collect();
    found.sort_unstable();
    found.dedup();
    found
}

fn is_named(page: &Page, entity: &Entity) -> bool {
    entity.mentions.first().map_or(true, |&first| page.mentions[first].form != DESCRIPTION)
}

fn ranks(page: &Page) -> Vec<usize> {
    let mut order: Vec<&Entity> = page.entities.iter().collect();
    // "Nations" are named often, and are no State that a text is about.
    order.sort_by_key(|e| {
        let unnamed = e.kind == "state" && e.is_several;
        (unnamed, std::cmp::Reverse(e.mentions.len()), e.number)
    });
    let mut found = vec![0; order.len()];
    let mut counts: FastMap<Str, usize> = FastMap::default();
    for entity in order {
        let count = counts.entry(entity.kind).or_default();
        found[entity.number] = *count;
        *count += 1;
    }
    found
}
