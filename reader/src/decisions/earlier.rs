//! The answers given for the quantities before: texts go on about the same.

use std::rc::Rc;

use crate::base::{features, Features, Str};
use crate::decisions::bearings::{Group, GROUPS};
use crate::{feature, memo_at};

/// Answers before that are looked at together.
const RECENT: usize = 4;
/// Sentences from which on an answer before is no farther.
pub const LONG_AGO: usize = 3;

/// Numbers of entities, sorted.
pub type Numbers = Rc<[usize]>;
/// Those of nobody.
pub fn nobody() -> Numbers {
    thread_local! {
        static NOBODY: Numbers = Numbers::from([]);
    }
    NOBODY.with(Rc::clone)
}

/// How many sentences back the answer before was given, and whether in the same section.
pub type Since = Option<(usize, bool)>;
/// Groups of the roles before and now, where they matter.
pub type Groups = Option<(Group, Group)>;
/// Arguments of `continuity_names`.
pub type Continuity = (Since, bool, Option<bool>, bool, bool, Groups);
/// Arguments of `interruption_names`.
pub type Interruption = (Since, Group, bool, Groups);

/// What an earlier quantity of the page was answered with: texts go on about the same.
#[derive(Debug, Clone)]
pub struct Answer {
    pub sentence: usize,
    pub section: i64,
    pub entities: Numbers,
    /// Group of the role of the quantity.
    pub group: Group,
}

/// The answers to one question for the quantities before, in order.
pub struct Earlier {
    pub answers: Vec<Answer>,
    /// For each entity whether it answered for any quantity.
    ever: Vec<bool>,
}

impl Earlier {
    /// For a page of so many entities and quantities.
    pub fn new(entities: usize, quantities: usize) -> Self {
        Self { answers: Vec::with_capacity(quantities), ever: vec![false; entities] }
    }

    /// Keep the answer for one more quantity.
    pub fn add(&mut self, answer: Answer) {
        for &entity in answer.entities.iter() {
            if let Some(ever) = self.ever.get_mut(entity) {
                *ever = true;
            }
        }
        self.answers.push(answer);
    }

    /// The answer for the quantity just before.
    pub fn last(&self) -> Option<&Answer> {
        self.answers.last()
    }

    /// Whether an entity answered for any quantity before.
    #[inline]
    pub fn ever(&self, entity: usize) -> bool {
        self.ever.get(entity).copied().unwrap_or(false)
    }

    /// Numbers of the entities that all the last answers of a section name.
    pub fn all_along(&self, section: i64) -> Vec<usize> {
        let from = self.answers.len().saturating_sub(RECENT);
        let mut recent = self.answers[from..].iter().filter(|each| each.section == section);
        let mut along = recent.next().map_or_else(Vec::new, |each| each.entities.to_vec());
        for answer in recent {
            along.retain(|each| answer.entities.binary_search(each).is_ok());
        }
        along
    }
}

/// A number for each `Since`: four bits.
fn since_bits(since: Since) -> usize {
    since.map_or(0, |(gap, is_same_section)| 1 + gap * 2 + usize::from(is_same_section))
}

/// A number for each `Groups`.
fn groups_bits(groups: Groups) -> usize {
    groups.map_or(0, |(before, now)| 1 + usize::from(before) * GROUPS.len() + usize::from(now))
}

fn named((before, now): (Group, Group)) -> (Str, Str) {
    (GROUPS[usize::from(before)], GROUPS[usize::from(now)])
}

/// Features of an entity that may have answered a question before.
///
/// `since` tells how far back the answer before was given; `here` whether the quantity's sentence
/// names the entity; `told` whether the answer before was it, None where that was nobody; `ever`
/// and `along` whether any answer of the page was it, and whether the last ones of the section all
/// were.
pub fn continuity_names(key: Continuity) -> Features {
    let (since, here, told, ever, along, groups) = key;
    let told_bits = told.map_or(0, |told| 1 + usize::from(told));
    let bits = usize::from(here) | usize::from(ever) << 1 | usize::from(along) << 2;
    let number = bits | told_bits << 3 | since_bits(since) << 5;
    memo_at!(Features, number | groups_bits(groups) << 9, {
        let mut found = Vec::new();
        if let Some((gap, is_same_section)) = since {
            let tag = if here { "h" } else { "a" };
            let mark = if is_same_section { "=" } else { "/" };
            match told {
                Some(true) => {
                    found.push(feature!("{tag}:prev{gap}"));
                    found.push(feature!("{tag}:prev{mark}"));
                    found.push(feature!("prev"));
                    if let Some((before, now)) = groups.map(named) {
                        found.push(feature!("prev:{before}>{now}"));
                    }
                }
                Some(false) => found.push(feature!("{tag}:prev-other{gap}{mark}")),
                None => {}
            }
            if ever {
                found.push(feature!("{tag}:ever"));
            }
            if along {
                found.push(feature!("{tag}:section-all"));
            }
        }
        features(&found)
    })
}

/// Features of the answer "nobody" after an answer that was somebody, or nobody too.
pub fn interruption_names(key: Interruption) -> Features {
    let (since, group, any_answer, groups) = key;
    let Some((gap, _)) = since else { return Features::NONE };
    let number = usize::from(any_answer) | since_bits(since) << 1 | usize::from(group) << 5;
    memo_at!(Features, number | groups_bits(groups) << 8, {
        let group = GROUPS[usize::from(group)];
        let some = if any_answer { "some" } else { "none" };
        let mut found =
            vec![feature!("none:prev{gap}={some}"), feature!("none:{group}&prev={some}")];
        if let Some((before, now)) = groups.map(named) {
            found.push(feature!("none:{before}>{now}={some}"));
        }
        features(&found)
    })
}
