//! What speaks for each entity at each quantity of a page, added up.
//!
//! What is the same for many is added once: entities that a sentence does not name stand alike to
//! all its quantities of one kind; and what speaks for an entity apart from earlier answers is the
//! same for every question. `Question::parts` says the same at length.

use std::cell::RefCell;

use crate::base::Features;
use crate::decisions::bearings::{asks_more, particular, what_names};
use crate::decisions::earlier::continuity_names;
use crate::decisions::questions::{Asked, Question, BENEFICIARY};
use crate::decisions::weights::{add, Questions, Row};
use crate::figures::standing::Standing;

/// What it weighs that an entity is tied to a quantity.
enum Tie {
    /// It is not: that is the same for all of them.
    Loose,
    /// Not weighed yet.
    Tied,
    /// By which features, and what they weigh.
    Weighed(Vec<Features>, Row<5>),
}

/// The questions put to one quantity.
pub struct Ballot<'w, 's> {
    tables: &'w Questions<5>,
    pub asked: &'w Asked<'s>,
    beings: &'w Beings,
    /// The quantity's group, by which `Nearby::lasting` is told.
    group: usize,
    /// For each candidate how it is tied to the quantity.
    ties: RefCell<Vec<Tie>>,
    nothing: Row<5>,
}

impl<'w, 's> Ballot<'w, 's> {
    /// Prepare all questions to one quantity.
    pub fn new(tables: &'w Questions<5>, asked: &'w Asked<'s>, beings: &'w Beings) -> Self {
        let tie = |(_, standing): &(usize, Standing)| match standing.here {
            true => Tie::Tied,
            false => Tie::Loose,
        };
        let mut ties: Vec<Tie> = asked.nearby.all.borrow().iter().map(tie).collect();
        for (number, _) in &asked.around.relations {
            if let Some(at) = asked.nearby.find(*number) {
                ties[at] = Tie::Tied;
            }
        }
        let nothing = tables.weigh(&asked.nothing());
        let group = usize::from(asked.group_number);
        Self { tables, asked, beings, group, ties: RefCell::new(ties), nothing }
    }

    /// Log-odds of each candidate, in millionths, by number of the entity, in ascending order.
    pub fn scores<'q>(&self, question: &'q Question) -> &'q [(usize, i64)] {
        question.scores.get_or_init(|| self.weigh(question))
    }

    /// Makes room for those who may answer a question from anywhere on the page.
    fn summon(&self, question: &Question) {
        let (asked, nearby) = (self.asked, &self.asked.nearby);
        for &number in &question.summoned {
            nearby.place(asked.cx, number);
        }
        let all = nearby.all.borrow();
        nearby.standing.borrow_mut().resize(all.len(), None);
        nearby.lasting.borrow_mut()[self.group].resize(all.len(), None);
        let mut ties = self.ties.borrow_mut();
        let known = ties.len();
        ties.extend(all[known..].iter().map(|(number, _)| match asked.is_tied(*number) {
            true => Tie::Tied,
            false => Tie::Loose,
        }));
    }

    /// What it weighs that an entity is tied to the quantity; None where it is not.
    #[inline]
    fn tied<'t>(&self, tie: &'t mut Tie, number: usize) -> Option<&'t Row<5>> {
        if let Tie::Tied = tie {
            let bearing = self.asked.bearing(number);
            let row = self.tables.weigh(&bearing);
            *tie = Tie::Weighed(bearing, row);
        }
        match tie {
            Tie::Weighed(_, row) => Some(row),
            _ => None,
        }
    }

    fn weigh(&self, question: &Question) -> Vec<(usize, i64)> {
        let (tables, asked, q) = (self.tables, self.asked, question.number);
        let nearby = &asked.nearby;
        self.summon(question);
        let all = nearby.all.borrow();
        let (mut standing, mut lasting) =
            (nearby.standing.borrow_mut(), nearby.lasting.borrow_mut());
        let (rows, mut ties) = (&mut lasting[self.group], self.ties.borrow_mut());
        let bias = tables.bias[q];
        let loose = bias + tables.weight(q, asked.unrelated);
        let (mut here, mut away) = (0, 0);
        if !question.carried.is_empty() {
            here = tables.weight(q, continuity_names(question.novelty(true)));
            away = tables.weight(q, continuity_names(question.novelty(false)));
        }
        let any_occasion = q == BENEFICIARY && !asked.occasion().is_empty();
        let mut score = |at: usize| {
            let (number, stands) = &all[at];
            let row = rows[at].get_or_insert_with(|| {
                let mut row = self.beings.row(tables, asked, stands);
                let alone = || tables.weigh(&stands.parts());
                add(&mut row, standing[at].get_or_insert_with(alone));
                row
            });
            let mut score = row[q];
            score += self.tied(&mut ties[at], *number).map_or(loose, |row| bias + row[q]);
            score += if question.ever(*number) {
                tables.weight(q, continuity_names(question.continuity(*number)))
            } else if stands.here {
                here
            } else {
                away
            };
            if q == BENEFICIARY {
                score += tables.weight(q, question.dealing(*number));
                if any_occasion {
                    score += tables.weight(q, question.occasional(*number));
                }
            }
            if let Some(bound) = question.bound {
                score += tables.weight(q, bound.of_place(*number));
            }
            (*number, score)
        };
        let is_open = |at: usize| nearby.open.get(at).is_some_and(|open| open >> q & 1 == 1);
        let mut scores = Vec::with_capacity(nearby.open.len() + question.summoned.len());
        let open = nearby.open.iter().enumerate().filter(|(_, open)| **open >> q & 1 == 1);
        scores.extend(open.map(|(at, _)| score(at)));
        let near = scores.len();
        let others = question.summoned.iter().filter_map(|&number| nearby.find(number));
        scores.extend(others.filter(|&at| !is_open(at)).map(&mut score));
        if scores.len() > near {
            scores.sort_unstable();
        }
        scores
    }

    /// All features of a candidate, in parts, which are added to `found`.
    pub fn parts(&self, question: &Question, number: usize, found: &mut Vec<Features>) {
        let at = self.asked.nearby.find(number);
        let ties = self.ties.borrow();
        match at.and_then(|at| ties.get(at)) {
            Some(Tie::Weighed(bearing, _)) => question.parts(number, bearing, found),
            _ => question.parts(number, &self.asked.bearing(number), found),
        }
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

/// What speaks for each entity of a page by what it is.
#[derive(Default)]
pub struct Beings {
    /// By entity what was weighed so far, by the group of a role, whether the sentence names the
    /// entity, and in an enumeration.
    rows: RefCell<Vec<Vec<(u8, Row<5>)>>>,
}

impl Beings {
    /// What speaks for an entity at quantities of a group, for each question.
    fn row(&self, tables: &Questions<5>, asked: &Asked, stands: &Standing) -> Row<5> {
        let (being, entity) = (stands.being, stands.entity);
        let (kind, _, here, is_enumerated, _) = being;
        let key = asked.group_number << 2 | u8::from(here) << 1 | u8::from(is_enumerated);
        let mut rows = self.rows.borrow_mut();
        if rows.len() <= entity {
            rows.resize_with(asked.cx.page.entities.len(), Vec::new);
        }
        if let Some((_, row)) = rows[entity].iter().find(|(known, _)| *known == key) {
            return *row;
        }
        let mut row = tables.row(what_names(asked.group, being));
        if let Some(question) = asks_more(kind) {
            row[question] += tables.weight(question, particular(asked.group, being));
        }
        rows[entity].push((key, row));
        row
    }
}
