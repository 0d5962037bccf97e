//! What the lines of a list say of one another's figures.
//!
//! An item tells its sum first and then, in a sentence or two without any figure, what became of
//! it; a line right after a list that opens with "Total" is of all its items and of nobody in
//! particular.

use std::sync::OnceLock;

use crate::base::lexicon::lexicon;
use crate::base::{Name, Set, Str};
use crate::claim::{Measure, PassageKind};
use crate::feature;
use crate::figures::around::Surroundings;
use crate::page::model::Page;

/// What may become of an item, sorted.
const OUTCOMES: [Str; 4] = ["cancelled", "confirmed", "operational", "under_construction"];
/// Words of a sentence that adds what became of an item, and nothing else.
const SHORT: usize = 12;
/// Sentences of an item after its figure that are looked at.
const ADDED: usize = 2;
/// Words of a line among which it says that it is a total.
const OPENING: usize = 4;
/// Items with a sum that make a list.
const FEWEST: usize = 3;

fn totals() -> &'static Set {
    static TOTALS: OnceLock<Set> = OnceLock::new();
    TOTALS.get_or_init(|| lexicon().set("figures.items._TOTALS"))
}

/// What an item says of its figure afterwards: "10 milliards au Havre. Abandonné en mars".
pub fn outcomes(page: &Page, around: &Surroundings) -> Vec<Name> {
    let mine = around.sentence(page);
    let mut found = Vec::new();
    let item = match page.items.get(&mine.number) {
        Some(item) if mine.kind == PassageKind::Bullet => item,
        _ => return found,
    };
    let published = page.published.as_deref().unwrap_or("");
    for after in page.sentences.iter().skip(mine.number + 1).take(ADDED) {
        let is_added =
            page.items.get(&after.number) == Some(item) && after.last - after.first <= SHORT;
        let tells = |kind: Str| after.cues.iter().any(|cue| cue.kind == kind);
        if !is_added || !after.quantities.is_empty() || tells("negation") {
            return found;
        }
        // "Mise en service fin 2027": it has not come yet.
        let mut values = after.dates.iter().map(|&date| page.dates[date].date.value.as_deref());
        let is_ahead = values.any(|value| value.unwrap_or("") > published);
        for kind in OUTCOMES {
            if tells(kind) && !(kind == "operational" && is_ahead) {
                found.push(feature!("outcome={kind}"));
            }
        }
    }
    found
}

/// True where the figure is the total of the list right before it, or that ends with it.
pub fn totals_list(page: &Page, around: &Surroundings) -> bool {
    let (mine, placed) = (around.sentence(page), around.placed(page));
    if !page.words.any(mine.first..placed.first.min(mine.first + OPENING), totals()) {
        return false;
    }
    let before = || page.items.get(&mine.number.checked_sub(1)?);
    match page.items.get(&mine.number).or_else(before) {
        Some(item) => has_sums(page, item.list, placed.number),
        None => false,
    }
}

/// True where enough items of a list hold money, told before the quantity of that number.
fn has_sums(page: &Page, list: i64, until: usize) -> bool {
    let mut seen: Vec<i64> = Vec::new();
    for placed in page.quantities.iter().take(until) {
        if placed.quantity.measure != Measure::Money {
            continue;
        }
        match page.items.get(&placed.sentence) {
            Some(item) if item.list == list && !seen.contains(&item.item) => seen.push(item.item),
            _ => {}
        }
        if seen.len() >= FEWEST {
            return true;
        }
    }
    false
}
