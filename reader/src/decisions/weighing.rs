//! What speaks for each entity at each quantity of a page, added up.
//!
//! What is the same for many is added once: entities that a sentence does not name stand alike to
//! all its quantities of one kind; and what speaks for an entity apart from earlier answers is the
//! same for every question. `Question::parts` says the same at length.

use std::cell::RefCell;
use std::rc::Rc;

use crate::base::{FastMap, Known};
use crate::decisions::bearings::{asks_more, particular, what_names};
use crate::decisions::earlier::continuity_names;
use crate::decisions::questions::{Asked, Question, BENEFICIARY};
use crate::decisions::weights::{add, Questions, Row};

type Rows = RefCell<FastMap<usize, Row<5>>>;

/// The entities of one page as fitted tables weigh them.
#[derive(Default)]
pub struct Weighing {
    /// By sentence and entity what speaks for it by how it stands there.
    standing: RefCell<FastMap<(usize, usize), Row<5>>>,
    /// By sentence and group of roles: rows by entity.
    lasting: RefCell<FastMap<(usize, Known), Rc<Rows>>>,
}

impl Weighing {
    /// Prepare all questions to one quantity.
    pub fn put<'w, 's>(
        &'w self,
        tables: &'w Questions<5>,
        asked: &'w Asked<'s>,
    ) -> Ballot<'w, 's> {
        let key = (asked.around.sentence, Known(asked.group));
        let rows = Rc::clone(self.lasting.borrow_mut().entry(key).or_default());
        let nothing = tables.weigh(&asked.nothing());
        Ballot { weighing: self, tables, asked, lasting: rows, tied: RefCell::default(), nothing }
    }

    /// What speaks for an entity at any quantity of a sentence, for each question.
    fn lasting(&self, tables: &Questions<5>, asked: &Asked, number: usize) -> Row<5> {
        let standing = asked.nearby.standing(asked.cx, number);
        let being = standing.being;
        let mut row = tables.row(what_names(asked.group, being));
        if let Some(question) = asks_more(being.0) {
            row[question] += tables.weight(question, particular(asked.group, being));
        }
        let key = (asked.around.sentence, number);
        let mut known = self.standing.borrow_mut();
        let stands = known.entry(key).or_insert_with(|| tables.weigh(&standing.parts()));
        add(&mut row, stands);
        row
    }
}

/// The questions put to one quantity.
pub struct Ballot<'w, 's> {
    weighing: &'w Weighing,
    tables: &'w Questions<5>,
    pub asked: &'w Asked<'s>,
    /// By entity what speaks for it at any quantity of the sentence.
    lasting: Rc<Rows>,
    /// By entity that is tied to the quantity what that weighs.
    tied: Rows,
    nothing: Row<5>,
}

impl Ballot<'_, '_> {
    /// What speaks for an entity for one question, apart from earlier answers; of one that is not
    /// tied to the quantity without what that weighs, which is the same for all of them.
    fn row(&self, number: usize, question: usize) -> i64 {
        let known = self.lasting.borrow().get(&number).copied();
        let row = known.unwrap_or_else(|| {
            let row = self.weighing.lasting(self.tables, self.asked, number);
            self.lasting.borrow_mut().insert(number, row);
            row
        });
        row[question]
    }

    fn tying(&self, number: usize, question: usize) -> i64 {
        let known = self.tied.borrow().get(&number).copied();
        let row = known.unwrap_or_else(|| {
            let row = self.tables.weigh(&self.asked.bearing(number));
            self.tied.borrow_mut().insert(number, row);
            row
        });
        row[question]
    }

    /// Log-odds of each candidate, in millionths, by number of the entity, in ascending order.
    pub fn scores<'q>(&self, question: &'q Question) -> &'q [(usize, i64)] {
        question.scores.get_or_init(|| self.weigh(question))
    }

    fn weigh(&self, question: &Question) -> Vec<(usize, i64)> {
        let (tables, asked, q) = (self.tables, self.asked, question.number);
        if question.candidates.is_empty() {
            return Vec::new();
        }
        let bias = tables.bias[q];
        let loose = bias + tables.weight(q, asked.unrelated);
        let (mut here, mut away) = (0, 0);
        if !question.carried.is_empty() {
            here = tables.weight(q, continuity_names(question.novelty(true)));
            away = tables.weight(q, continuity_names(question.novelty(false)));
        }
        let any_occasion = q == BENEFICIARY && !asked.occasion().is_empty();
        let score = |&number: &usize| {
            let mut score = self.row(number, q);
            let is_named = asked.names(number);
            score += if is_named || asked.is_tied(number) {
                bias + self.tying(number, q)
            } else {
                loose
            };
            score += if question.ever(number) {
                tables.weight(q, continuity_names(question.continuity(number)))
            } else if is_named {
                here
            } else {
                away
            };
            if q == BENEFICIARY {
                score += tables.weight(q, question.dealing(number));
                if any_occasion {
                    score += tables.weight(q, question.occasional(number));
                }
            }
            if let Some(bound) = question.bound {
                score += tables.weight(q, bound.of_place(number));
            }
            (number, score)
        };
        question.candidates.iter().map(score).collect()
    }

    /// Log-odds of the answer "nobody" or "nothing".
    pub fn nothing(&self, question: &Question) -> i64 {
        let (tables, q) = (self.tables, question.number);
        let mut said = tables.bias[q] + self.nothing[q];
        if q == BENEFICIARY {
            said += tables.weight(q, question.unpaid());
        }
        if question.bound.is_some() {
            said += tables.weight(q, question.unbound());
        }
        said + tables.weight(q, question.interruption())
    }

    /// How much more than "nobody" an entity weighs as the answer to a question.
    pub fn lead(&self, question: &Question, number: usize) -> i64 {
        self.scores(question).iter().find(|(each, _)| *each == number).map_or(0, |(_, s)| *s)
            - self.nothing(question)
    }
}
