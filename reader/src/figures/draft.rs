//! A claim in the making.

use crate::base::{Name, Str};
use crate::claim::{Purpose, Role, Stage};

/// What a field was read from: the field, the feature, and the tokens behind it.
pub type Reason = (Str, Name, Option<(usize, usize)>);

/// A claim in the making: numbers of entities instead of names, of the whole instead of its id.
#[derive(Debug, Clone)]
pub struct Draft {
    /// Number of the quantity, which is the draft's place in the row of drafts too.
    pub number: usize,
    pub role: Role,
    pub stage: Stage,
    pub purpose: Purpose,
    pub confidence: f64,
    pub investors: Vec<usize>,
    pub beneficiaries: Vec<usize>,
    pub projects: Vec<usize>,
    pub places: Vec<usize>,
    pub speakers: Vec<usize>,
    pub start: Option<String>,
    pub end: Option<String>,
    /// Number of the draft that this one is a part of.
    pub whole: Option<usize>,
    /// The telling in the text that says what this one of a heading is, where they differed.
    pub body: Option<usize>,
    pub reasons: Vec<Reason>,
}

impl Draft {
    pub fn new(number: usize) -> Self {
        Self {
            number,
            role: Role::Other,
            stage: Stage::Announced,
            purpose: Purpose::Other,
            confidence: 1.0,
            investors: Vec::new(),
            beneficiaries: Vec::new(),
            projects: Vec::new(),
            places: Vec::new(),
            speakers: Vec::new(),
            start: None,
            end: None,
            whole: None,
            body: None,
            reasons: Vec::with_capacity(8),
        }
    }

    /// Keep what a field was read from.
    pub fn because(&mut self, field: Str, feature: Name, tokens: Option<(usize, usize)>) {
        self.reasons.push((field, feature, tokens));
    }
}
