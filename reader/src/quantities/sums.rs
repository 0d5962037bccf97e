//! Which quantities of a text add up to another one: 230 + 290 = 520 MW, 1.2 + 2.4 = 3.6 billion.
//!
//! That figures add up is no proof that they are parts, for small round numbers add up by chance;
//! it is one more sign, weighed with the words.

use std::cmp::Ordering;

use crate::base::{Decimal, FastMap, FastSet, Str};
use crate::claim::Measure;
use crate::quantities::model::Quantity;

/// Different values of one measure beyond which nothing is added: 24 make 2,300 sums.
const MOST_VALUES: usize = 24;
const TOLERANCE: (i128, i128) = (4, 1000);
/// For a whole given as "more than 800" or "about 6": what rounding leaves.
const LOOSE: (i128, i128) = (15, 1000);

/// Share of a sum below which no value is that sum, however loose: less than 1 / (1 + 0.015).
const LEAST: (i128, i128) = (98, 100);
/// Shares of a sum beyond which no value is that sum, with more room than floats ever need.
const LEAST_ROUGHLY: f64 = 0.97;
const MOST_ROUGHLY: f64 = 1.03;

/// Pairs (part, whole) of positions in `quantities` where two or three values make a third.
pub fn sums(quantities: &[&Quantity]) -> FastSet<(usize, usize)> {
    let mut found = FastSet::default();
    for &measure in Measure::ALL {
        let mut places: FastMap<Decimal, Vec<usize>> = FastMap::default();
        let mut hedged: FastSet<Decimal> = FastSet::default();
        for (i, quantity) in quantities.iter().enumerate() {
            let value = quantity.high.or(quantity.low).filter(|each| !each.is_zero());
            let Some(value) = value.filter(|_| quantity.measure == measure) else { continue };
            places.entry(value).or_default().push(i);
            if !quantity.hedge.is_empty() {
                hedged.insert(value);
            }
        }
        if !(3..=MOST_VALUES).contains(&places.len()) {
            continue;
        }
        let mut values: Vec<Decimal> = places.keys().copied().collect();
        values.sort_unstable();
        additions(&values, &hedged, |parts, whole| {
            for part in parts.iter().flat_map(|part| &places[part]) {
                found.extend(places[&whole].iter().map(|&j| (*part, j)));
            }
        });
    }
    found
}

/// Two or three values and the value that they make, `values` ascending.
fn additions(
    values: &[Decimal],
    hedged: &FastSet<Decimal>,
    mut told: impl FnMut(&[Decimal], Decimal),
) {
    // Most sums come near no value; floats tell that in less time than exact numbers take.
    let rough: Vec<f64> = values.iter().map(|each| each.float()).collect();
    let is_near = |about: f64| {
        let at = rough.partition_point(|&each| each < about * LEAST_ROUGHLY);
        rough.get(at).is_some_and(|&each| each <= about * MOST_ROUGHLY)
    };
    let mut add = |parts: &[Decimal]| {
        let total = parts.iter().fold(Decimal::ZERO, |sum, &each| sum.plus(each));
        let largest = parts[parts.len() - 1];
        let first = values.partition_point(|each| {
            *each <= largest || each.against(LEAST, total) != Ordering::Greater
        });
        for &whole in &values[first..] {
            let gap = total.gap(whole);
            let share = if hedged.contains(&whole) { LOOSE } else { TOLERANCE };
            if whole > total && gap.against(LOOSE, whole) == Ordering::Greater {
                break;
            }
            if gap.against(share, whole) != Ordering::Greater {
                told(parts, whole);
            }
        }
    };
    for i in 0..values.len() {
        for j in i + 1..values.len() {
            let two = rough[i] + rough[j];
            if is_near(two) {
                add(&[values[i], values[j]]);
            }
            for k in j + 1..values.len() {
                if is_near(two + rough[k]) {
                    add(&[values[i], values[j], values[k]]);
                }
            }
        }
    }
}

/// Figures told one after another that may add up to one.
const LONGEST_RUN: usize = 6;
/// Share of a sum below which a figure adds nothing: 37.4 billion and 30 million make no sum.
const CRUMB: (i128, i128) = (3, 100);
/// Figures before and after such a run among which their sum is looked for.
const AROUND: usize = 4;

/// Pairs (part, whole) where figures told one after another make the one before or after them.
///
/// Unlike a sum of figures from anywhere on the page, such a run seldom adds up by chance.
/// `quantities` are all of a page, in order; `rows` are numbers of quantities that are told one
/// after another if others are passed over: the first of each item of a list, after what leads it.
pub fn runs(quantities: &[&Quantity], rows: &[Vec<usize>]) -> FastSet<(usize, usize)> {
    let mut found = FastSet::default();
    let every: Vec<usize> = (0..quantities.len()).collect();
    for numbers in std::iter::once(&every).chain(rows) {
        let mut alike: FastMap<(Measure, Str), Vec<usize>> = FastMap::default();
        for &i in numbers {
            alike.entry((quantities[i].measure, quantities[i].unit)).or_default().push(i);
        }
        for row in alike.values() {
            runs_of(quantities, row, &mut found);
        }
    }
    found
}

/// The same of quantities of one unit.
fn runs_of(quantities: &[&Quantity], row: &[usize], found: &mut FastSet<(usize, usize)>) {
    let values: Vec<Decimal> = row.iter().map(|&i| told(quantities[i])).collect();
    for start in 0..row.len() {
        let (mut total, mut least) = (values[start], values[start]);
        for stop in start + 1..row.len().min(start + LONGEST_RUN) {
            total = total.plus(values[stop]);
            least = least.min(values[stop]);
            if total.is_zero() || least.against(CRUMB, total) == Ordering::Less {
                continue;
            }
            let (lo, hi) = (start.saturating_sub(AROUND), row.len().min(stop + 1 + AROUND));
            for whole in (lo..start).chain(stop + 1..hi) {
                let is_hedged = !quantities[row[whole]].hedge.is_empty();
                let share = if is_hedged { LOOSE } else { TOLERANCE };
                if total.gap(values[whole]).against(share, total) != Ordering::Greater {
                    found.extend(row[start..=stop].iter().map(|&part| (part, row[whole])));
                }
            }
        }
    }
}

/// The value that a quantity adds: its upper end where it has one.
fn told(quantity: &Quantity) -> Decimal {
    quantity.high.or(quantity.low).unwrap_or(Decimal::ZERO)
}
