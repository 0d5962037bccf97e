//! Weighed decisions: how much each feature speaks for or against, as a table of numbers.
//!
//! The tables are those of the Python reader, handed over with its lexicon; what a feature or a
//! list of features weighs is remembered by its number, for one generation of names.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use crate::base::lexicon::lexicon;
use crate::base::names::generation;
use crate::base::{members, text_of, FastMap, Features, Name, Str};
use crate::decisions::choices::Joint;

/// Questions put to each entity: is it the one?
pub const WHO: [Str; 5] = ["investor", "beneficiary", "project", "place", "speaker"];
/// Questions put to each date, and to each other quantity.
pub const WHICH: [Str; 3] = ["end", "start", "part_of"];
pub const UNIT: f64 = 1_000_000.0;
/// A weight that decides alone; larger ones only a user's own tables could have.
const LARGEST: f64 = 1_000.0;

/// What something weighs for each of several questions, in millionths.
pub type Row<const N: usize> = [i64; N];

/// A weight as it is added up; fitted ones have three decimals, so nothing is lost.
pub fn millionths(weight: f64) -> i64 {
    let scaled = weight.clamp(-LARGEST, LARGEST) * UNIT;
    let (below, part) = (scaled.floor(), scaled - scaled.floor());
    // `round` in Python gives the even one of two that are equally near.
    let is_up = part > 0.5 || (part == 0.5 && below % 2.0 != 0.0);
    below as i64 + i64::from(is_up)
}

/// Adds a row to another one.
#[inline]
pub fn add<const N: usize>(row: &mut Row<N>, more: &Row<N>) {
    for (sum, each) in row.iter_mut().zip(more) {
        *sum += each;
    }
}

/// What a name weighs for each question: in millionths as it is added up, and as it was fitted.
type Weight<const N: usize> = (Row<N>, [f64; N]);

/// Stands where a list's weight is not known yet.
const UNKNOWN: i32 = i32::MIN;
/// Stands where it is too large for what is kept, which only a user's own tables could bring about.
const LARGE: i32 = i32::MIN + 1;

struct Memory<const N: usize> {
    /// By the number of a name its place in the column of weights, counted from 1; 0 where it was
    /// never looked up.
    names: Vec<u32>,
    /// By the number of a list what it weighs: in few bits, so that many are at hand.
    lists: Vec<[i32; N]>,
    /// For each question, by the number of a list, the name that weighs most, counted from 1, and
    /// what it weighs; 0 where it was never looked for.
    best: [Vec<(u32, f64)>; N],
}

impl<const N: usize> Default for Memory<N> {
    fn default() -> Self {
        Self { names: Vec::new(), lists: Vec::new(), best: [(); N].map(|()| Vec::new()) }
    }
}

/// Several yes-or-no questions put to the same features, which are then looked up once for all.
///
/// Candidates share most of their features, part by part; what a part weighs is remembered.
/// Weights are added up in whole millionths: integers give one sum in whatever order and grouping
/// they are added, so that equal candidates are equal.
pub struct Questions<const N: usize> {
    pub bias: Row<N>,
    numbers: FastMap<String, u32>,
    /// What names weigh; the first is for those that weigh nothing.
    weights: Vec<Weight<N>>,
    memory: RefCell<Memory<N>>,
}

impl<const N: usize> Questions<N> {
    fn new(names: [Str; N]) -> Self {
        let all = lexicon();
        let mut found = Self {
            bias: [0; N],
            numbers: FastMap::default(),
            weights: vec![([0; N], [0.0; N])],
            memory: RefCell::default(),
        };
        for (question, name) in names.iter().enumerate() {
            found.bias[question] = millionths(all.get(&format!("weights.{name}.bias")).float());
            for (feature, weight) in all.get(&format!("weights.{name}.weights")).rows() {
                let next = found.weights.len() as u32;
                let at = *found.numbers.entry(feature.text().to_string()).or_insert(next);
                if at == next {
                    found.weights.push(([0; N], [0.0; N]));
                }
                let row = &mut found.weights[at as usize];
                row.0[question] = millionths(weight.float());
                row.1[question] = weight.float();
            }
        }
        found
    }

    /// What some features weigh together, for each question.
    #[inline]
    pub fn row(&self, part: Features) -> Row<N> {
        self.known(&mut self.memory.borrow_mut(), part)
    }

    #[inline]
    fn known(&self, memory: &mut Memory<N>, part: Features) -> Row<N> {
        match memory.lists.get(part.0 as usize) {
            Some(row) if row[0] > LARGE => row.map(i64::from),
            _ => self.sum(memory, part),
        }
    }

    #[inline(never)]
    fn sum(&self, memory: &mut Memory<N>, part: Features) -> Row<N> {
        let mut row = [0; N];
        for &name in members(part).iter() {
            add(&mut row, &self.of(memory, name).0);
        }
        let at = part.0 as usize;
        if memory.lists.len() <= at {
            memory.lists.resize((at + 1).max(2 * memory.lists.len()), [UNKNOWN; N]);
        }
        let is_large = row.iter().any(|&sum| sum.unsigned_abs() >= LARGE.unsigned_abs().into());
        memory.lists[at] = if is_large { [LARGE; N] } else { row.map(|sum| sum as i32) };
        row
    }

    /// What one name weighs.
    fn of(&self, memory: &mut Memory<N>, name: Name) -> &Weight<N> {
        let at = name.0 as usize;
        if memory.names.len() <= at {
            memory.names.resize((at + 1).max(2 * memory.names.len()), 0);
        }
        if memory.names[at] == 0 {
            memory.names[at] = 1 + self.numbers.get(&*text_of(name)).copied().unwrap_or(0);
        }
        &self.weights[memory.names[at] as usize - 1]
    }

    /// What several parts weigh together, for each question.
    pub fn weigh(&self, parts: &[Features]) -> Row<N> {
        let mut memory = self.memory.borrow_mut();
        let mut row = [0; N];
        for &part in parts.iter().filter(|part| !part.is_none()) {
            add(&mut row, &self.known(&mut memory, part));
        }
        row
    }

    /// What some features weigh for one question, in millionths.
    #[inline]
    pub fn weight(&self, question: usize, part: Features) -> i64 {
        if part.is_none() {
            0
        } else {
            self.known(&mut self.memory.borrow_mut(), part)[question]
        }
    }

    /// The feature that spoke most for yes, for the explanation; the first of those that are equal.
    pub fn strongest(&self, question: usize, parts: &[Features]) -> Name {
        let mut memory = self.memory.borrow_mut();
        let mut best: Option<(f64, Name)> = None;
        for &part in parts.iter().filter(|part| !part.is_none()) {
            let (weight, name) = self.best_of(&mut memory, question, part);
            if best.map_or(true, |(most, _)| weight > most) {
                best = Some((weight, name));
            }
        }
        best.map_or_else(|| crate::feature!(""), |(_, name)| name)
    }

    fn best_of(&self, memory: &mut Memory<N>, question: usize, part: Features) -> (f64, Name) {
        let at = part.0 as usize;
        match memory.best[question].get(at) {
            Some(&(number, weight)) if number > 0 => return (weight, Name(number - 1)),
            _ => {}
        }
        let mut best = (f64::NEG_INFINITY, Name(0));
        for &name in members(part).iter() {
            let weight = self.of(memory, name).1[question];
            if weight > best.0 {
                best = (weight, name);
            }
        }
        let known = &mut memory.best[question];
        if known.len() <= at {
            known.resize((at + 1).max(2 * known.len()), (0, 0.0));
        }
        known[at] = (best.1 .0 + 1, best.0);
        best
    }
}

/// All fitted tables that the reader decides by.
pub struct Tables {
    pub who: Questions<5>,
    pub which: Questions<3>,
    /// What a quantity is, its stage and its purpose: see `choices`.
    pub joint: Joint,
    /// That of the names by whose numbers things are known.
    generation: Cell<u32>,
}

impl Tables {
    fn new() -> Self {
        Self {
            who: Questions::new(WHO),
            which: Questions::new(WHICH),
            joint: Joint::new(["role_money", "role_other", "stage", "purpose"]),
            generation: Cell::new(generation()),
        }
    }

    /// Forgets what was known by numbers of names, where all names were forgotten.
    fn tidy(&self) {
        if self.generation.replace(generation()) != generation() {
            self.who.memory.take();
            self.which.memory.take();
            self.joint.forget();
        }
    }
}

thread_local! {
    static TABLES: Cell<Option<Rc<Tables>>> = const { Cell::new(None) };
}

/// The tables that Python handed over, with what this thread remembers of them; to be asked for
/// once a page.
pub fn tables() -> Rc<Tables> {
    TABLES.with(|kept| {
        let tables = kept.take().unwrap_or_else(|| Rc::new(Tables::new()));
        kept.set(Some(Rc::clone(&tables)));
        tables.tidy();
        tables
    })
}

/// Log-odds to probability, safe at any size.
pub fn probability(log_odds: f64) -> f64 {
    if log_odds >= 0.0 {
        return 1.0 / (1.0 + (-log_odds.min(60.0)).exp());
    }
    let grown = log_odds.max(-60.0).exp();
    grown / (1.0 + grown)
}
