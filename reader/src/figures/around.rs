//! The page around one quantity, and the sentences of a page with what is told about each.
//!
//! What depends on a sentence alone is tabulated once in its `Scene`, however many quantities stand
//! in it and however many questions are put to each.

use std::cell::OnceCell;
use std::cell::RefCell;
use std::collections::BTreeSet;
use std::rc::Rc;
use std::sync::OnceLock;

use crate::base::lexicon::lexicon;
use crate::base::{Decimal, FastMap, FastSet, Features, Set, Str, Words};
use crate::claim::{Measure, PassageKind};
use crate::figures::profiles::{doings, profiles, Profile, Profiles, SPEAKING};
use crate::mentions::model::{Entity, Mention, DESCRIPTION};
use crate::page::model::{Page, PlacedQuantity, Sentence};
use crate::syntax::cues::Cue;

const DISTANCES: [usize; 5] = [1, 3, 6, 11, 20];
const CHIEF: usize = 1;
const ENUMERATION_REACH: usize = 3;
const RECENT: usize = 3;
const RECENT_REACH: usize = 12;
const ENUMERATION: usize = 3;
const DATED_BEFORE: usize = 7;
const DATED_AFTER: usize = 4;

/// Relations by which an entity may answer a question from any distance.
pub const SUMMONING: [(Str, Str); 2] = [("place", "~sited"), ("beneficiary", "~recipient")];
/// Opens the name of a relation that other sentences suggest and no grammar tells.
pub const HINT: char = '~';

struct Lists {
    breaks: Set,
}

fn lists() -> &'static Lists {
    static LISTS: OnceLock<Lists> = OnceLock::new();
    LISTS.get_or_init(|| Lists { breaks: lexicon().set("figures.around._BREAKS") })
}

/// Coarse distance: 0 for neighbours, 5 for more than twenty words.
pub fn bucket(distance: usize) -> usize {
    DISTANCES.partition_point(|&each| each < distance)
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
    company: OnceCell<FastMap<usize, Vec<i64>>>,
    lead: OnceCell<FastSet<usize>>,
    list_start: OnceCell<usize>,
}

impl Scene {
    fn new(page: &Page, number: usize) -> Self {
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
            list_start: OnceCell::new(),
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

    /// Sentences from here whose enumerations name an entity ("led by X, Y and Z").
    pub fn company(&self, scenes: &Scenes) -> &FastMap<usize, Vec<i64>> {
        self.company.get_or_init(|| {
            let mut found: FastMap<usize, Vec<i64>> = FastMap::default();
            let near = scenes.enumerated.iter().skip(self.number).take(ENUMERATION_REACH);
            for (step, members) in near.enumerate() {
                for &entity in members {
                    found.entry(entity).or_default().push(step as i64);
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

    /// Number of the first of the items, without a gap, that stand right before this one.
    pub fn list_start(&self, page: &Page) -> usize {
        *self.list_start.get_or_init(|| {
            let mut first = self.number;
            while first > 0 && page.sentences[first - 1].kind == PassageKind::Bullet {
                first -= 1;
            }
            first
        })
    }
}

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
    pub chiefs: FastSet<usize>,
    /// Numbers of the entities that a name tells which no lexicon of parties knows.
    pub unknown: FastSet<usize>,
    /// For each measure the values of its quantities, and how often each is told.
    pub values: FastMap<Measure, FastMap<Decimal, usize>>,
    /// For each measure the largest of its values.
    pub largest: FastMap<Measure, Decimal>,
    /// For each measure how many quantities have a value.
    pub told: FastMap<Measure, usize>,
    /// For each sentence whether it heads others: a heading, and what ends in a colon.
    pub heads: Vec<bool>,
    /// For each sentence the entities that an enumeration of three or more names.
    pub enumerated: Vec<Vec<usize>>,
    /// Numbers of the sentences of the story that hold dates.
    pub dated: FastSet<usize>,
    spoken: OnceCell<FastMap<usize, usize>>,
    dealings: OnceCell<FastMap<usize, Vec<(usize, Vec<Str>)>>>,
    relate: Box<Relate>,
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
        let mut values: FastMap<Measure, FastMap<Decimal, usize>> = FastMap::default();
        for placed in &page.quantities {
            let quantity = &placed.quantity;
            let told = values.entry(quantity.measure).or_default();
            if let Some(value) = quantity.high.or(quantity.low) {
                *told.entry(value).or_default() += 1;
            }
        }
        let ranks = ranks(page);
        let largest = values
            .iter()
            .filter_map(|(measure, told)| Some((*measure, *told.keys().max()?)))
            .collect();
        Self {
            page,
            scenes: page.sentences.iter().map(|_| OnceCell::new()).collect(),
            around: page.quantities.iter().map(|_| OnceCell::new()).collect(),
            profiles: page.entities.iter().map(|_| OnceCell::new()).collect(),
            groups: page.entities.iter().map(group_of).collect(),
            in_title: numbers.iter().map(|sentences| sentences.first() == Some(&0)).collect(),
            towns: page.entities.iter().filter(|e| e.kind == "place" && fineness(e) > 1).count(),
            chiefs: (0..ranks.len()).filter(|&n| ranks[n] <= CHIEF).collect(),
            unknown: page
                .entities
                .iter()
                .filter(|e| e.party.is_none() && is_named(page, e))
                .map(|e| e.number)
                .collect(),
            told: values.iter().map(|(m, told)| (*m, told.values().sum())).collect(),
            heads: page.sentences.iter().map(|s| is_head(page, s)).collect(),
            enumerated: page.sentences.iter().map(|s| enumerated(page, s)).collect(),
            dated: page
                .sentences
                .iter()
                .filter(|s| !s.dates.is_empty() && !s.is_furniture())
                .map(|s| s.number)
                .collect(),
            naming: RefCell::default(),
            numbers,
            named,
            ranks,
            values,
            largest,
            spoken: OnceCell::new(),
            dealings: OnceCell::new(),
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
            let entity = &self.page.entities[number];
            let done = doings(self.page, &entity.mentions, self.spoken(), dealings);
            profiles(entity, &done)
        });
        let (usual, own) = found;
        own.get(&sentence).copied().unwrap_or(*usual)
    }

    /// The sentence of each verb of saying, by its first token.
    fn spoken(&self) -> &FastMap<usize, usize> {
        self.spoken.get_or_init(|| {
            let sentences = self.page.sentences.iter();
            let cues = sentences.flat_map(|s| s.cues.iter().map(move |cue| (cue, s.number)));
            cues.filter(|(cue, _)| cue.kind == SPEAKING).map(|(cue, n)| (cue.first, n)).collect()
        })
    }

    /// For each entity the sentences of sums and its relations to them.
    fn dealings(&self) -> &FastMap<usize, Vec<(usize, Vec<Str>)>> {
        self.dealings.get_or_init(|| {
            let mut found: FastMap<usize, Vec<(usize, Vec<Str>)>> = FastMap::default();
            for placed in &self.page.quantities {
                if placed.quantity.measure == Measure::Money {
                    for (number, names) in &self.around(placed.number).relations {
                        found.entry(*number).or_default().push((placed.sentence, names.clone()));
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
            0 => page.words.len() > 0 && page.words.is(page.words.len() - 1, ":"),
            last => page.words.is(last - 1, ":"),
        }
}

fn enumerated(page: &Page, sentence: &Sentence) -> Vec<usize> {
    let mentions = || sentence.mentions.iter().map(|&m| &page.mentions[m]);
    let mut found: Vec<usize> = mentions()
        .filter(|m| m.span != (m.first, m.last))
        .filter(|m| mentions().filter(|other| other.span == m.span).count() >= ENUMERATION)
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

/// Which side of a quantity something is on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Side {
    Left,
    Right,
    Inside,
}

impl Side {
    pub fn as_str(self) -> Str {
        match self {
            Side::Left => "L",
            Side::Right => "R",
            Side::Inside => "I",
        }
    }
}

impl std::fmt::Display for Side {
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}

/// The page around one quantity.
pub struct Surroundings {
    /// Number of the quantity.
    pub number: usize,
    /// Number of its sentence.
    pub sentence: usize,
    /// Numbers of the other quantities of the sentence.
    pub others: Vec<usize>,
    pub left_clause: usize,
    pub right_clause: usize,
    /// Classes of the cues between which and the quantity nothing breaks the sentence.
    pub clause_cues: FastSet<Str>,
    /// Tokens of the cue behind a feature, for the explanation; filled by the role's features.
    pub cue_spans: RefCell<Vec<(crate::base::Name, (usize, usize))>>,
    /// Relations in which entities stand to the quantity, by the entity's number, in order.
    pub relations: Vec<(usize, Vec<Str>)>,
    /// By question the entities of which another sentence says that they answer it.
    pub summoned: Vec<(Str, Vec<usize>)>,
    /// Names of all firm relations, sorted.
    pub related: Vec<Str>,
    apart: OnceCell<(usize, usize)>,
    size: OnceCell<String>,
}

impl Surroundings {
    fn new(scenes: &Scenes, number: usize) -> Self {
        let page = scenes.page;
        let placed = &page.quantities[number];
        let sentence = &page.sentences[placed.sentence];
        let (left, right) = clause(page, scenes.of(placed.sentence), placed);
        let inside = |cue: &&Cue| left <= cue.first && cue.first < right;
        let mut relations: Vec<(usize, Vec<Str>)> = Vec::new();
        for (mention, name) in (scenes.relate)(page, placed, left) {
            let Some(entity) = page.mentions[mention].entity else { continue };
            match relations.iter_mut().find(|(known, _)| *known == entity) {
                Some((_, names)) => names.push(name),
                None => relations.push((entity, vec![name])),
            }
        }
        let summons = |name: Str| {
            let mut found: Vec<usize> =
                relations.iter().filter(|(_, n)| n.contains(&name)).map(|(n, _)| *n).collect();
            found.sort_unstable();
            found
        };
        let summoned =
            SUMMONING.iter().map(|(question, name)| (*question, summons(name))).collect();
        let firm: BTreeSet<Str> = relations
            .iter()
            .flat_map(|(_, names)| names.iter().copied())
            .filter(|name| !name.starts_with(HINT))
            .collect();
        Self {
            number,
            sentence: placed.sentence,
            others: sentence.quantities.iter().copied().filter(|&q| q != number).collect(),
            left_clause: left,
            right_clause: right,
            clause_cues: sentence.cues.iter().filter(inside).map(|cue| cue.kind).collect(),
            cue_spans: RefCell::default(),
            relations,
            summoned,
            related: firm.into_iter().collect(),
            apart: OnceCell::new(),
            size: OnceCell::new(),
        }
    }

    pub fn placed<'p>(&self, page: &'p Page) -> &'p PlacedQuantity {
        &page.quantities[self.number]
    }

    pub fn sentence<'p>(&self, page: &'p Page) -> &'p Sentence {
        &page.sentences[self.sentence]
    }

    pub fn words<'p>(&self, page: &'p Page) -> &'p Words {
        &page.words
    }

    /// The relations of one entity.
    pub fn relations_of(&self, entity: usize) -> &[Str] {
        self.relations.iter().find(|(n, _)| *n == entity).map_or(&[], |(_, names)| names)
    }

    /// Entities of which another sentence says that they answer a question, sorted.
    pub fn summoned_for(&self, question: Str) -> &[usize] {
        self.summoned.iter().find(|(name, _)| *name == question).map_or(&[], |(_, numbers)| numbers)
    }

    /// Tokens between which nothing breaks the sentence and no other figure stands.
    pub fn apart(&self, page: &Page) -> (usize, usize) {
        *self.apart.get_or_init(|| {
            let (mut floor, mut ceiling) = (self.left_clause, self.right_clause);
            let placed = self.placed(page);
            for other in self.others.iter().map(|&q| &page.quantities[q]) {
                if other.last <= placed.first {
                    floor = floor.max(other.last);
                } else if other.first >= placed.last {
                    ceiling = ceiling.min(other.first);
                }
            }
            (floor, ceiling)
        })
    }

    /// Which side of the quantity a span of tokens is on, and how far.
    pub fn side(&self, page: &Page, first: usize, last: usize) -> (Side, usize) {
        let placed = self.placed(page);
        if last <= placed.first {
            (Side::Left, placed.first - last)
        } else if first >= placed.last {
            (Side::Right, first - placed.last)
        } else {
            (Side::Inside, 0)
        }
    }

    /// How many other quantities stand between the span and this one.
    pub fn quantities_between(&self, page: &Page, first: usize, last: usize) -> usize {
        if self.others.is_empty() {
            return 0;
        }
        let placed = self.placed(page);
        let all = || page.sentences[self.sentence].quantities.iter().map(|&q| &page.quantities[q]);
        // They stand in order and apart: those between are told by their places in the row.
        if last <= placed.first {
            let before = |at: usize| all().filter(|q| q.first < at).count();
            before(placed.first).saturating_sub(before(last))
        } else {
            let until = |at: usize| all().filter(|q| q.last <= at).count();
            until(first).saturating_sub(until(placed.last))
        }
    }

    /// Classes of the cues that stand wholly between two tokens.
    pub fn cues_between(&self, page: &Page, first: usize, last: usize) -> FastSet<Str> {
        let cues = page.sentences[self.sentence].cues.iter();
        cues.filter(|c| first <= c.first && c.last <= last).map(|c| c.kind).collect()
    }

    /// True where nothing breaks the sentence between a cue and the quantity.
    pub fn in_clause(&self, cue: &Cue) -> bool {
        self.left_clause <= cue.first && cue.first < self.right_clause
    }

    /// Order of magnitude of the figure, as a feature.
    pub fn size(&self, page: &Page) -> &str {
        self.size.get_or_init(|| {
            let quantity = &self.placed(page).quantity;
            let truthy = |value: Option<Decimal>| value.filter(|each| !each.is_zero());
            let value = truthy(quantity.high).or(truthy(quantity.low)).unwrap_or(Decimal::ZERO);
            format!("size={}", value.int().to_string().len())
        })
    }
}

/// Tokens between which nothing breaks the sentence (semicolon, dash, bracket...).
fn clause(page: &Page, scene: &Scene, placed: &PlacedQuantity) -> (usize, usize) {
    let breaks = scene.breaks(page);
    let sentence = &page.sentences[placed.sentence];
    let before = breaks.partition_point(|&at| at < placed.first);
    let after = breaks.partition_point(|&at| at < placed.last);
    let left = if before > 0 { breaks[before - 1] + 1 } else { sentence.first };
    let right = breaks.get(after).copied().unwrap_or(sentence.last.max(placed.last));
    (left, right)
}

/// Features that hold together, in parts.
pub type Parts = Vec<Features>;

/// The mention of that number.
pub fn mention(page: &Page, number: usize) -> &Mention {
    &page.mentions[number]
}
