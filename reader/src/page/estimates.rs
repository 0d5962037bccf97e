//! Whose estimate a figure is: "chiffré à 1,2 milliard par Norvane et à 1,5 par la préfecture".

use std::sync::OnceLock;

use crate::base::lexicon::lexicon;
use crate::base::Set;
use crate::page::model::{Page, PlacedQuantity};
use crate::page::owners::gap;
use crate::syntax::clauses::preposition;

const HEDGE_REACH: usize = 3;
const AGENT_REACH: isize = 3;

struct Lists {
    estimated: Set,
    at: Set,
    and: Set,
}

fn lists() -> &'static Lists {
    static LISTS: OnceLock<Lists> = OnceLock::new();
    LISTS.get_or_init(|| {
        let of = |name: &str| lexicon().set(&format!("page.estimates.{name}"));
        Lists { estimated: of("_ESTIMATED"), at: of("_AT"), and: of("_AND") }
    })
}

/// The agent of the participle that a figure is the object of; None where there is none.
pub fn estimator(page: &Page, placed: &PlacedQuantity, mentions: &[usize]) -> Option<usize> {
    let words = &page.words;
    if !is_estimated(page, placed) {
        let row = &page.sentences[placed.sentence].quantities;
        let own = placed.number.checked_sub(*row.first()?)?;
        let before = &page.quantities[*row.get(own.checked_sub(1)?)?];
        if !words.any(before.last..placed.first, &lists().and)
            || !words.has(placed.first.checked_sub(1)?, &lists().at)
            || !is_estimated(page, before)
        {
            return None;
        }
    }
    for &number in mentions {
        let mention = &page.mentions[number];
        let reach = gap(placed.last, mention.span.0);
        if (0..=AGENT_REACH).contains(&reach) && mention.entity.is_some() {
            let governed = preposition(words, mention.span.0, placed.last);
            return if governed == "by" { Some(number) } else { None };
        }
    }
    None
}

/// True where a participle of estimating stands right before a figure.
fn is_estimated(page: &Page, placed: &PlacedQuantity) -> bool {
    let floor = page.sentences[placed.sentence].first;
    let before = floor.max(placed.first.saturating_sub(HEDGE_REACH))..placed.first;
    page.words.any(before.clone(), &lists().estimated) && page.words.any(before, &lists().at)
}
