//! The page around one quantity.

use std::cell::{OnceCell, RefCell};

use crate::base::{Name, Str};
use crate::page::model::{Page, PlacedQuantity, Sentence};
use crate::parts::partwords::{part_words, PartWords};
use crate::syntax::cues::Cue;

pub use crate::figures::scene::{fineness, Ends, Scene};
pub use crate::figures::scenes::Scenes;

const DISTANCES: [usize; 5] = [1, 3, 6, 11, 20];

/// Relations by which an entity may answer a question from any distance.
pub const SUMMONING: [(Str, Str); 2] = [("place", "~sited"), ("beneficiary", "~recipient")];
/// Opens the name of a relation that other sentences suggest and no grammar tells.
pub const HINT: char = '~';

/// Coarse distance: 0 for neighbours, 5 for more than twenty words.
pub fn bucket(distance: usize) -> usize {
    DISTANCES.partition_point(|&each| each < distance)
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
    pub clause_cues: Vec<Str>,
    /// Tokens of the cue behind a feature, for the explanation; filled by the role's features.
    pub cue_spans: RefCell<Vec<(Name, (usize, usize))>>,
    /// Relations in which entities stand to the quantity, by the entity's number, in order.
    pub relations: Vec<(usize, Vec<Str>)>,
    /// By question the entities of which another sentence says that they answer it.
    pub summoned: Vec<(Str, Vec<usize>)>,
    /// Names of all firm relations, sorted.
    pub related: Vec<Str>,
    part_words: OnceCell<PartWords>,
    apart: OnceCell<(usize, usize)>,
}

impl Surroundings {
    pub(super) fn new(scenes: &Scenes, number: usize) -> Self {
        let page = scenes.page;
        let placed = &page.quantities[number];
        let sentence = &page.sentences[placed.sentence];
        let (left, right) = clause(page, scenes.of(placed.sentence), placed);
        let inside = |cue: &&Cue| left <= cue.first && cue.first < right;
        let mut clause_cues: Vec<Str> = Vec::with_capacity(sentence.cues.len());
        for cue in sentence.cues.iter().filter(inside) {
            if !clause_cues.contains(&cue.kind) {
                clause_cues.push(cue.kind);
            }
        }
        let related = (scenes.relate)(page, placed, left);
        let mut relations: Vec<(usize, Vec<Str>)> = Vec::with_capacity(related.len());
        for (mention, name) in related {
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
        let all = relations.iter().flat_map(|(_, names)| names.iter().copied());
        let mut firm: Vec<Str> = all.filter(|name| !name.starts_with(HINT)).collect();
        firm.sort_unstable();
        firm.dedup();
        Self {
            number,
            sentence: placed.sentence,
            others: sentence.quantities.iter().copied().filter(|&q| q != number).collect(),
            left_clause: left,
            right_clause: right,
            clause_cues,
            cue_spans: RefCell::default(),
            relations,
            summoned,
            related: firm,
            part_words: OnceCell::new(),
            apart: OnceCell::new(),
        }
    }

    pub fn placed<'p>(&self, page: &'p Page) -> &'p PlacedQuantity {
        &page.quantities[self.number]
    }

    pub fn sentence<'p>(&self, page: &'p Page) -> &'p Sentence {
        &page.sentences[self.sentence]
    }

    /// The relations of one entity.
    pub fn relations_of(&self, entity: usize) -> &[Str] {
        self.relations.iter().find(|(n, _)| *n == entity).map_or(&[], |(_, names)| names)
    }

    /// Entities of which another sentence says that they answer a question, sorted.
    pub fn summoned_for(&self, question: Str) -> &[usize] {
        self.summoned.iter().find(|(name, _)| *name == question).map_or(&[], |(_, numbers)| numbers)
    }

    /// Words of part and whole around the quantity, found once.
    pub fn part_words(&self, page: &Page) -> &PartWords {
        self.part_words.get_or_init(|| {
            let (placed, sentence) = (self.placed(page), self.sentence(page));
            let (first, last) = (placed.first, placed.last);
            part_words(&page.words, first, last, sentence.first, sentence.last)
        })
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
        let all = &page.sentences[self.sentence].quantities;
        // They stand in order and apart: those between are told by their places in the row.
        if last <= placed.first {
            let before = |at: usize| all.partition_point(|&q| page.quantities[q].first < at);
            before(placed.first).saturating_sub(before(last))
        } else {
            let until = |at: usize| all.partition_point(|&q| page.quantities[q].last <= at);
            until(first).saturating_sub(until(placed.last))
        }
    }

    /// True where nothing breaks the sentence between a cue and the quantity.
    pub fn in_clause(&self, cue: &Cue) -> bool {
        self.left_clause <= cue.first && cue.first < self.right_clause
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
