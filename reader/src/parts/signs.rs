//! What speaks for and against one whole of one part: the features of a pair of quantities.

use std::cmp::Ordering;

use crate::base::names::pair;
use crate::base::{features, Decimal, Features, Name, Str};
use crate::claim::Role;
use crate::figures::around::{Scenes, Surroundings};
use crate::page::lists::standing;
use crate::page::model::PlacedQuantity;
use crate::parts::beside::between;
use crate::parts::pairs::{common, overlap, tied, worded, Where};
use crate::parts::partwords::percents;
use crate::parts::wholes::{is_aside, lists, measure, value, AllTold, Told, Wholes, NOTHING};
use crate::{feature, memo_at};

/// Shares of a whole, in hundredths, that tell one sort of part from the next.
const RATIOS: [i128; 5] = [2, 10, 35, 75, 97];
const FRACTIONS: [(i128, i128); 6] = [(1, 2), (1, 3), (2, 3), (1, 4), (3, 4), (1, 5)];
/// Hundredths of a fraction that a part may be off.
const FITS: i128 = 3;
/// Words before a quantity among which a percentage may tell what share it is.
const PERCENT_REACH: usize = 10;
/// Sentences between a part and its whole at most that are near one another.
const NEAR: i64 = 2;
const NEAR_SUM: i64 = 3;

impl Wholes {
    /// All features of one pair.
    pub(super) fn parts(
        &self,
        cx: &Scenes,
        around: &Surroundings,
        other: usize,
        told: &AllTold,
        standing: Str,
        names: &mut Vec<Name>,
    ) -> Vec<Features> {
        let page = cx.page;
        let (mine, other) = (around.placed(page), &page.quantities[other]);
        let gap = mine.sentence as i64 - other.sentence as i64;
        let my = told.get(mine.number).unwrap_or(&NOTHING);
        let its = told.get(other.number).unwrap_or(&NOTHING);
        let near = match gap.abs() {
            0 => "here",
            1..=NEAR => "near",
            _ => "far",
        };
        let at = Where { near, standing };
        let (size, whole) = (self.sizes[mine.number], self.sizes[other.number]);
        let alike = other.quantity.unit == mine.quantity.unit;
        let is_beyond = |&&ratio: &&i128| size.against((ratio, 100), whole) == Ordering::Greater;
        let ratio = match alike {
            true => RATIOS.iter().take_while(is_beyond).count() as i64,
            false => -1,
        };
        let is_largest = whole == self.largest[measure(mine)];
        let (part, of) = (self.around(cx, mine.number), self.around(cx, other.number));
        names.clear();
        self.particular(cx, around, other, gap, names);
        let particular = features(names);
        names.clear();
        self.standing(cx, mine, other, its.role, names);
        let standing = features(names);
        vec![
            common(my.role, its.role, gap.clamp(-2, 6), at, ratio, is_largest),
            particular,
            worded(part.part, of.whole, at),
            standing,
            together(my, its),
            self.sized(cx, mine, other, my, its),
        ]
    }

    /// What only some pairs show.
    fn particular(
        &self,
        cx: &Scenes,
        around: &Surroundings,
        other: &PlacedQuantity,
        gap: i64,
        found: &mut Vec<Name>,
    ) {
        let page = cx.page;
        let mine = around.placed(page);
        if page.sums.contains(&(mine.number, other.number)) {
            found.push(feature!("adds-up"));
            let near = if gap.abs() <= NEAR_SUM { "near" } else { "far" };
            found.push(pair("adds-up:", near));
        }
        if let Some(wholes) = self.summed.get(&mine.number) {
            if wholes.contains(&self.values[other.number]) {
                found.push(feature!("adds-up:run"));
            }
            let theirs = self.summed.get(&other.number);
            if theirs.is_some_and(|theirs| theirs.iter().any(|each| wholes.contains(each))) {
                found.push(feature!("run-fellow")); // the two make a third together
            }
        }
        if other.quantity.unit != mine.quantity.unit {
            found.push(feature!("other-unit"));
        }
        if gap == 0 {
            found.extend(between(cx, around, other));
            let (lo, hi) = (mine.last.min(other.last), mine.first.max(other.first));
            if hi == lo + 1 && page.words.is(lo, "(") {
                found.push(feature!("bracket"));
            }
            return;
        }
        if let Some(stands) = standing(page, mine, other) {
            found.push(pair("item:", stands));
        }
        let section = page.sentences[other.sentence].section;
        if section == page.sentences[mine.sentence].section {
            found.push(feature!("same-section"));
        }
        let here = cx.of(mine.sentence);
        if cx.of(other.sentence).entities.iter().any(|&entity| here.names(entity)) {
            found.push(feature!("shares-entity"));
        }
    }

    /// What the two figures are to one another as figures.
    fn sized(
        &self,
        cx: &Scenes,
        mine: &PlacedQuantity,
        other: &PlacedQuantity,
        my: &Told,
        its: &Told,
    ) -> Features {
        let words = &self.words(cx, other.number).whole;
        let is_tied = words.iter().any(|word| lists().tying.holds(word));
        let is_after = other.first > mine.first && !is_tied;
        let is_beside = is_aside(its.role) && !is_aside(my.role);
        let fits = other.quantity.unit == mine.quantity.unit && self.fits(cx, mine, other);
        let bits = [is_after, is_beside, fits];
        let number = bits.iter().fold(0, |all, &bit| all << 1 | usize::from(bit));
        memo_at!(Features, number, {
            let mut found = Vec::new();
            if is_after {
                found.push(feature!("after-plain"));
            }
            if is_beside {
                found.push(feature!("aside"));
            }
            if fits {
                found.push(feature!("fraction-fits"));
            }
            features(&found)
        })
    }

    /// True where a part is as large as a fraction or a percentage that its words tell.
    fn fits(&self, cx: &Scenes, mine: &PlacedQuantity, other: &PlacedQuantity) -> bool {
        let (size, whole) = (self.sizes[mine.number], self.sizes[other.number]);
        let fits = |(part, of): (i128, i128)| is_about(size, whole, part, of);
        let told = &self.words(cx, mine.number).part;
        (told.contains(&"fraction") && FRACTIONS.into_iter().any(fits))
            || self.percents(cx, mine).iter().any(|each| fits((each.0, Decimal::whole(1).0)))
    }

    /// Percentages told right before a quantity: "près de 40 % du montant, soit".
    fn percents(&self, cx: &Scenes, mine: &PlacedQuantity) -> &[Decimal] {
        self.shares[mine.number].get_or_init(|| {
            let floor = cx.page.sentences[mine.sentence].first;
            let first = floor.max(mine.first.saturating_sub(PERCENT_REACH));
            percents(&cx.page.words, first, mine.first)
        })
    }

    /// How the candidate stands in the text as a whole, and to the parts found before.
    fn standing(
        &self,
        cx: &Scenes,
        mine: &PlacedQuantity,
        other: &PlacedQuantity,
        its: Role,
        found: &mut Vec<Name>,
    ) {
        let (my_value, its_value) = (self.values[mine.number], self.values[other.number]);
        if self.tellings(other.number).len() > 1 {
            found.push(pair("told:", if its.is_pledged() { its.as_str() } else { "-" }));
        }
        let programmes = self.programmes.as_deref().unwrap_or(&[]);
        if let Some(&first) = programmes.first().filter(|_| its == Role::Programme) {
            let place = if self.values[first] == its_value { "first" } else { "later" };
            found.push(feature!("programme:{}:{}", place, programmes.len()));
        }
        if let Some((last, whole)) = self.before(mine) {
            let last = &cx.page.quantities[last];
            let close = if last.sentence == mine.sentence { "here" } else { "away" };
            match whole {
                None => found.push(pair("prev-none:", close)),
                Some(whole) if whole == its_value => {
                    found.push(pair("prev-same:", close));
                    let words = &self.words(cx, mine.number).part;
                    found.extend(words.iter().map(|word| pair(word, "&prev")));
                }
                Some(_) => found.push(pair("prev-other:", close)),
            }
            if self.values[last.number] == its_value {
                found.push(pair("prev-is-it:", close));
            }
        }
        if its == Role::Programme {
            let totals = self.grand.as_ref().and_then(|grand| grand.get(&my_value));
            if totals.into_iter().flatten().any(|&q| self.values[q] == its_value) {
                found.push(feature!("grand-total"));
            }
        }
        if let Some(parts) = self.found.get(&its_value) {
            found.push(feature!("is-whole"));
            found.extend(parts.room(value(mine), value(other)));
        }
    }

    /// The quantity of the same measure right before, and its whole, where it is settled.
    fn before(&self, mine: &PlacedQuantity) -> Option<(usize, Option<usize>)> {
        let at = self.place[mine.number].checked_sub(1)?;
        let last = self.rows[measure(mine)][at];
        self.settled[last].map(|whole| (last, whole))
    }
}

/// True where a size is that share of a whole, give or take some hundredths of the share.
fn is_about(size: Decimal, whole: Decimal, part: i128, of: i128) -> bool {
    let exact = || {
        let share = part.checked_mul(whole.0)?;
        let off = size.0.checked_mul(of)?.checked_sub(share)?.checked_abs()?;
        Some(off.checked_mul(100)? < share.checked_mul(FITS)?)
    };
    let roughly = || {
        let share = part as f64 / of as f64;
        (size.float() / whole.float() - share).abs() < FITS as f64 / 100.0 * share
    };
    exact().unwrap_or_else(roughly)
}

/// Whether the same parties, projects and places are told of both.
fn together(my: &Told, its: &Told) -> Features {
    let payers = overlap(&my.investors, &its.investors);
    let (projects, places) =
        (overlap(&my.projects, &its.projects), overlap(&my.places, &its.places));
    tied([payers, projects, places], its.role)
}
