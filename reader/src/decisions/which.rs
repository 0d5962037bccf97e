//! The questions that a date answers, or another quantity: when, and a part of what.

use crate::base::Features;
use crate::claim::{Measure, Stage};
use crate::decisions::decide::Decision;
use crate::decisions::leanings::leanings;
use crate::decisions::questions::{is_put, Asked};
use crate::decisions::threads::Bound;
use crate::feature;
use crate::figures::draft::Draft;
use crate::figures::times::{date_candidates, no_date};
use crate::page::model::Page;
use crate::parts::votes::{self, Vote};
use crate::parts::wholes::{Told, Wholes};

/// The questions by their places in `WHICH`.
const END: usize = 0;
const START: usize = 1;
const PART_OF: usize = 2;

impl Decision<'_> {
    /// Start and end; gives the date that the end was read from.
    pub(super) fn when(&self, draft: &mut Draft, asked: &Asked, bound: &Bound) -> Option<usize> {
        let known = bound.ends();
        let dates = date_candidates(self.cx, asked.around, asked.group, &known);
        if dates.is_empty() {
            return None;
        }
        let nothing = no_date(self.cx, asked.around, asked.group, &known);
        let rows = self.leads(nothing, &dates);
        let mut ending = None;
        for (question, name) in [(END, "end"), (START, "start")] {
            let leads = || rows.iter().map(|row| row[question]);
            let Some(top) = leads().max() else { continue };
            let Some(at) = leads().position(|lead| lead == top) else { continue };
            let (date, parts) = &dates[at];
            let placed = &self.page.dates[*date];
            let is_over = || is_over(self.page, draft, placed.date.value.as_deref());
            if top > 0 && !(question == END && is_over()) {
                let reason = self.tables.which.strongest(question, parts);
                let value = placed.date.value.clone();
                if question == END {
                    draft.end = value;
                    ending = Some(*date);
                } else {
                    draft.start = value;
                }
                draft.because(name, reason, Some((placed.first, placed.last)));
            }
        }
        ending
    }

    /// Which quantities are parts of which.
    pub(super) fn parts(&self, drafts: &mut [Draft]) {
        let mut wholes = Wholes::new(self.cx);
        let told: Vec<Told> = drafts.iter().map(told).collect();
        let mut ballots: Vec<Option<votes::Ballot>> = vec![None; drafts.len()];
        for draft in drafts.iter() {
            let mut whole = None;
            if is_put("part_of", draft.role) {
                let ballot = self.votes(draft, &mut wholes, &told);
                let mut first: Option<&Vote> = None;
                for (_, vote) in &ballot {
                    if first.map_or(true, |held| vote.lead > held.lead) {
                        first = Some(vote);
                    }
                }
                whole = first.filter(|vote| vote.lead > 0).map(|vote| vote.whole);
                ballots[draft.number] = Some(ballot);
            }
            wholes.settle(self.cx, draft.number, whole);
        }
        let (lists, repeated) = (wholes.lists(self.cx), wholes.repeated());
        for (number, vote) in votes::elected(self.cx, &ballots, &lists, &repeated, drafts) {
            let reason = if vote.lead > 0 {
                self.tables.which.strongest(PART_OF, &vote.features)
            } else {
                feature!("fellows")
            };
            let whole = &self.page.quantities[vote.whole];
            drafts[number].whole = Some(vote.whole);
            drafts[number].because("part_of", reason, Some((whole.first, whole.last)));
        }
    }

    /// The wholes that a quantity may be a part of, each with what speaks for it alone.
    fn votes(&self, draft: &Draft, wholes: &mut Wholes, told: &[Told]) -> votes::Ballot {
        let around = self.cx.around(draft.number);
        let found = wholes.candidates(self.cx, around, told);
        let mut ballot = votes::Ballot::new();
        if found.is_empty() {
            return ballot;
        }
        let nothing = wholes.nothing(self.cx, around, told);
        let leads = self.leads(nothing, &found);
        for (lead, (whole, features)) in leads.into_iter().zip(found) {
            let vote = Vote { whole, lead: lead[PART_OF], features };
            votes::cast(&mut ballot, wholes.value(whole), vote);
        }
        ballot
    }

    /// How much more than "nothing" each of what was found weighs, for each question of `WHICH`.
    fn leads(&self, nothing: Features, found: &[(usize, Vec<Features>)]) -> Vec<[i64; 3]> {
        let (tables, known) = (&self.tables.which, leanings());
        let none = tables.row(nothing);
        let lead = |parts: &[Features]| {
            let mut row = tables.weigh(parts);
            for question in [END, START, PART_OF] {
                row[question] -= none[question] - known.which[question];
            }
            row
        };
        found.iter().map(|(_, parts)| lead(parts)).collect()
    }
}

/// True for a year long gone, in which nothing is built that is still to come.
///
/// A sum that was promised for such a year may be told of long after.
fn is_over(page: &Page, draft: &Draft, value: Option<&str>) -> bool {
    let (Some(published), Some(value)) = (&page.published, value) else { return false };
    let is_to_come =
        matches!(draft.stage, Stage::Announced | Stage::Considered | Stage::UnderConstruction);
    let measure = page.quantities[draft.number].quantity.measure;
    if !is_to_come || measure == Measure::Money {
        return false;
    }
    let year = |date: &str| date.get(..4).and_then(|year| year.parse::<i64>().ok());
    match (year(value), year(published)) {
        (Some(value), Some(published)) => value < published - 1,
        _ => false,
    }
}

/// What a draft tells of its quantity.
fn told(draft: &Draft) -> Told {
    let sorted = |numbers: &[usize]| {
        let mut numbers = numbers.to_vec();
        numbers.sort_unstable();
        numbers.dedup();
        numbers
    };
    Told {
        role: draft.role,
        investors: sorted(&draft.investors),
        projects: sorted(&draft.projects),
        places: sorted(&draft.places),
    }
}
