//! What a figure's fellows say of the whole that it is a part of.
//!
//! The items of a list are parts of one thing or of none, and a part that is told twice is a part
//! of the same thing both times. So each quantity is weighed alone first, in the order of the
//! text; then what speaks for a whole, or against it, in its fellows counts for it too.

use crate::base::{FastMap, Features};
use crate::figures::around::Scenes;
use crate::figures::draft::Draft;
use crate::parts::repeats::{compatible, fellows};

/// Items of a list that make the others' silence telling.
const FEWEST_ITEMS: usize = 3;

/// A whole that one quantity may be a part of.
#[derive(Debug, Clone)]
pub struct Vote {
    /// Number of the quantity.
    pub whole: usize,
    /// How much more than "no part of anything" speaks for it, in millionths.
    pub lead: i64,
    pub features: Vec<Features>,
}

/// The votes of one quantity, by the number of the whole's value, in order, each value once.
pub type Ballot = Vec<(usize, Vote)>;

/// Put a vote in; of two for one value the later one counts, in the place of the first.
pub fn cast(ballot: &mut Ballot, value: usize, vote: Vote) {
    match ballot.iter_mut().find(|(known, _)| *known == value) {
        Some((_, held)) => *held = vote,
        None => ballot.push((value, vote)),
    }
}

/// The lead of a value in a ballot.
fn lead(ballot: &Ballot, value: usize) -> Option<i64> {
    ballot.iter().find(|(known, _)| *known == value).map(|(_, vote)| vote.lead)
}

/// The whole of each quantity that has one, with what spoke for it alone.
///
/// `ballots` are the wholes that each quantity may be a part of, by its number, None where it is
/// not asked; `lists` the numbers of the quantities that head the items of each list; `tellings`
/// those of each value that the page tells more than once.
///
/// A quantity's own lead, the mean of its list's others, and half the mean of its other tellings
/// are added up; a fellow that does not know a whole says nothing for or against it. Half the
/// weight of a list, or two thirds of that of the tellings, gives nearly the same answers on
/// annotated texts.
pub fn elected<'b>(
    cx: &Scenes,
    ballots: &'b [Option<Ballot>],
    lists: &[Vec<usize>],
    tellings: &[Vec<usize>],
    drafts: &[Draft],
) -> Vec<(usize, &'b Vote)> {
    let blank = |ballot: &Option<Ballot>| vec![0; ballot.as_ref().map_or(0, Vec::len)];
    let mut heard: Vec<Vec<i64>> = ballots.iter().map(blank).collect();
    let asked = |row: &[usize]| -> Vec<(usize, &'b Ballot)> {
        let ballot = |&n: &usize| Some((n, ballots.get(n)?.as_ref()?));
        row.iter().filter_map(ballot).collect()
    };
    for row in lists {
        hear_list(&asked(row), &mut heard);
    }
    for group in tellings {
        hear_tellings(cx, &asked(group), drafts, &mut heard);
    }
    let mut found = Vec::new();
    for (number, ballot) in ballots.iter().enumerate() {
        let mut best: Option<(i64, &Vote)> = None;
        for ((_, vote), added) in ballot.iter().flatten().zip(&heard[number]) {
            let score = vote.lead + added;
            if best.map_or(true, |(top, _)| score > top) {
                best = Some((score, vote));
            }
        }
        if let Some((_, vote)) = best.filter(|(score, _)| *score > 0) {
            found.push((number, vote));
        }
    }
    found
}

/// Give each item of a list the mean of the others.
fn hear_list(row: &[(usize, &Ballot)], heard: &mut [Vec<i64>]) {
    if row.len() < FEWEST_ITEMS {
        return;
    }
    let others = row.len() as i64 - 1;
    let mut sums: FastMap<usize, i64> = FastMap::default();
    for (value, vote) in row.iter().flat_map(|(_, ballot)| ballot.iter()) {
        *sums.entry(*value).or_default() += vote.lead;
    }
    for (number, ballot) in row {
        for ((value, vote), added) in ballot.iter().zip(&mut heard[*number]) {
            *added += (sums[value] - vote.lead).div_euclid(others);
        }
    }
}

/// Give each telling of an amount half the mean of those that may be of the same.
fn hear_tellings(
    cx: &Scenes,
    group: &[(usize, &Ballot)],
    drafts: &[Draft],
    heard: &mut [Vec<i64>],
) {
    for (i, (number, ballot)) in group.iter().enumerate() {
        let same: Vec<&Ballot> = fellows(group.len(), i)
            .filter(|&each| compatible(cx, &drafts[*number], &drafts[group[each].0]))
            .map(|each| group[each].1)
            .collect();
        if same.is_empty() {
            continue;
        }
        for ((value, _), added) in ballot.iter().zip(&mut heard[*number]) {
            let sum: i64 = same.iter().filter_map(|each| lead(each, *value)).sum();
            *added += sum.div_euclid(2 * same.len() as i64);
        }
    }
}
