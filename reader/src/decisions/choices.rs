//! What a quantity is, its stage and its purpose: choices among several answers, by weights.

use std::cell::RefCell;

use crate::base::lexicon::{lexicon, Value};
use crate::base::{text_of, FastMap, Name, Str};
use crate::feature;

/// A question with several answers: the one with the highest sum of weights wins.
pub struct Choice {
    pub answers: Vec<String>,
    /// Column of the first answer.
    left: usize,
}

/// The choices by their places in `Tables::joint`: the role of money, that of anything else.
pub const MONEY: usize = 0;
pub const OTHER: usize = 1;
pub const STAGE: usize = 2;
pub const PURPOSE: usize = 3;
/// The row of what weighs nothing.
const NOTHING: u32 = 1;
/// Columns that are added up together.
const LANES: usize = 8;

/// What a feature weighs in some columns, where a processor finds it at one look.
#[derive(Clone, Copy)]
#[repr(align(64))]
struct Block([f64; LANES]);

/// Several choices made from the same features, which are then looked up once for all.
pub struct Joint {
    pub choices: Vec<Choice>,
    numbers: FastMap<String, u32>,
    /// How many blocks of columns a row has.
    blocks: usize,
    /// First the biases, then a row for what weighs nothing, then a row a feature; the answers of
    /// one choice after another, the last block filled up with zeros.
    matrix: Vec<Block>,
    /// By the number of a name its row; 0 where it was never looked up.
    memory: RefCell<Vec<u32>>,
}

impl Joint {
    pub(super) fn new(names: [Str; 4]) -> Self {
        let all = lexicon();
        let mut choices = Vec::new();
        let mut width = 0;
        for name in names {
            let answers = all.list(&format!("weights.{name}.answers"));
            choices.push(Choice { left: width, answers });
            width += choices[choices.len() - 1].answers.len();
        }
        let blocks = (width + LANES - 1) / LANES;
        let mut numbers = FastMap::default();
        let mut matrix = vec![Block([0.0; LANES]); 2 * blocks];
        for (name, choice) in names.iter().zip(&choices) {
            let fill = |row: &mut [Block], from: &Value| {
                for (at, weight) in from.items().iter().enumerate().take(choice.answers.len()) {
                    let column = choice.left + at;
                    row[column / LANES].0[column % LANES] = weight.float();
                }
            };
            fill(&mut matrix[..blocks], all.get(&format!("weights.{name}.bias")));
            for (feature, weights) in all.get(&format!("weights.{name}.weights")).rows() {
                let next = numbers.len() as u32 + 2;
                let at = *numbers.entry(feature.text().to_string()).or_insert(next) as usize;
                if matrix.len() <= at * blocks {
                    matrix.resize((at + 1) * blocks, Block([0.0; LANES]));
                }
                fill(&mut matrix[at * blocks..(at + 1) * blocks], weights);
            }
        }
        Self { choices, numbers, blocks, matrix, memory: RefCell::default() }
    }

    #[inline]
    fn number(&self, memory: &mut Vec<u32>, name: Name) -> u32 {
        match memory.get(name.0 as usize) {
            Some(&number) if number != 0 => number,
            _ => self.look_up(memory, name),
        }
    }

    #[inline(never)]
    fn look_up(&self, memory: &mut Vec<u32>, name: Name) -> u32 {
        let at = name.0 as usize;
        if memory.len() <= at {
            memory.resize((at + 1).max(2 * memory.len()), 0);
        }
        memory[at] = self.numbers.get(&*text_of(name)).copied().unwrap_or(NOTHING);
        memory[at]
    }

    /// Forgets what was known by numbers of names.
    pub(super) fn forget(&self) {
        self.memory.take();
    }

    /// What a row weighs for the answer of a column.
    #[inline]
    fn weight(&self, number: u32, column: usize) -> f64 {
        self.matrix[number as usize * self.blocks + column / LANES].0[column % LANES]
    }

    /// Look the features up, and add up what they weigh for each answer of each choice.
    pub fn weigh(&self, features: Vec<Name>) -> Weighed<'_> {
        let mut memory = self.memory.borrow_mut();
        let mut rows = Vec::with_capacity(features.len());
        rows.extend(features.iter().map(|&each| self.number(&mut memory, each)));
        let mut telling = Vec::with_capacity(rows.len());
        telling.extend(rows.iter().copied().filter(|row| *row != NOTHING));
        let mut totals = Vec::with_capacity(self.blocks * LANES);
        for block in 0..self.blocks {
            // Row after row: sums of floats depend on the order.
            let mut sums = self.matrix[block].0;
            for &row in &telling {
                let weights = &self.matrix[row as usize * self.blocks + block];
                sums.iter_mut().zip(weights.0).for_each(|(sum, weight)| *sum += weight);
            }
            totals.extend_from_slice(&sums);
        }
        Weighed { joint: self, features, rows, totals }
    }
}

/// Features as several choices weigh them.
pub struct Weighed<'t> {
    joint: &'t Joint,
    features: Vec<Name>,
    rows: Vec<u32>,
    totals: Vec<f64>,
}

impl Weighed<'_> {
    /// The sum of weights for each answer of a choice.
    pub fn scores(&self, choice: usize) -> &[f64] {
        let choice = &self.joint.choices[choice];
        &self.totals[choice.left..choice.left + choice.answers.len()]
    }

    /// The word for an answer of a choice.
    pub fn answer(&self, choice: usize, answer: usize) -> &str {
        self.joint.choices[choice].answers.get(answer).map_or("", String::as_str)
    }

    /// What one more feature weighs for each answer of a choice.
    pub fn more(&self, choice: usize, feature: Name) -> impl Fn(usize) -> f64 + '_ {
        let (joint, left) = (self.joint, self.joint.choices[choice].left);
        let number = joint.number(&mut joint.memory.borrow_mut(), feature);
        move |answer| joint.weight(number, left + answer)
    }

    /// The feature that spoke most for an answer, and how much it weighs.
    pub fn strongest(&self, choice: usize, answer: usize) -> (Name, f64) {
        let column = self.joint.choices[choice].left + answer;
        let mut best: Option<(Name, f64)> = None;
        for (&name, &row) in self.features.iter().zip(&self.rows) {
            let weight = self.joint.weight(row, column);
            if best.map_or(true, |(_, most)| weight > most) {
                best = Some((name, weight));
            }
        }
        best.unwrap_or_else(|| (feature!(""), 0.0))
    }
}
