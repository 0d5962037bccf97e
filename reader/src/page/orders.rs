//! Who orders and who supplies: "an order from Telis", "passe une commande à Norvane".
//!
//! Of a contract the customer pays, whoever announces it. Words tell the two apart: who an order
//! comes from, who it is placed with, who won it, who is to be supplied.

use std::sync::OnceLock;

use crate::base::lexicon::lexicon;
use crate::base::Set;
use crate::page::model::{Page, PlacedQuantity};
use crate::page::owners::{gap, Relations};
use crate::syntax::clauses::{is_oblique, preposition};
use crate::syntax::cues::Cue;

/// Words between the noun or the verb and the sum, and between the noun and the party.
const REACH: usize = 12;
const NOUN_REACH: usize = 8;

struct Lists {
    orders: Set,
    /// Those that are of the customer by "from" or "de" alone.
    of_customers: Set,
    winning: Set,
    placing: Set,
    supplying: Set,
    with: Set,
}

fn lists() -> &'static Lists {
    static LISTS: OnceLock<Lists> = OnceLock::new();
    LISTS.get_or_init(|| {
        let of = |name: &str| lexicon().set(&format!("page.orders.{name}"));
        Lists {
            orders: of("_ORDERS"),
            of_customers: of("_OF_CUSTOMERS"),
            winning: of("_WINNING"),
            placing: of("_PLACING"),
            supplying: of("_SUPPLYING"),
            with: of("_WITH"),
        }
    })
}

/// Customers as those that the money comes from, suppliers as those that get it.
pub fn orders(page: &Page, placed: &PlacedQuantity, parties: &[usize], found: &mut Relations) {
    let (words, known) = (&page.words, lists());
    let (floor, stop) =
        (page.sentences[placed.sentence].first, page.sentences[placed.sentence].last);
    let low = floor.max(placed.first.saturating_sub(REACH));
    let high = stop.min(placed.last + REACH);
    let inside = placed.first..placed.last;
    let nouns = (low..high).filter(|at| words.has(*at, &known.orders) && !inside.contains(at));
    let Some(noun) = nouns.min_by_key(|&at| at.abs_diff(placed.first)) else { return };
    let won = words.any(low..noun, &known.winning);
    let is_placed = words.any(low..high, &known.placing);
    let mut customer = None;
    for &number in parties {
        let first = page.mentions[number].span.0;
        let governed = preposition(words, first, floor);
        let reach = (NOUN_REACH + placed.last - placed.first) as isize;
        let after = (1..=reach).contains(&gap(noun, first));
        let beside = first.abs_diff(noun) <= NOUN_REACH;
        if is_placed && matches!(governed, "to" | "with") && beside {
            found.push((number, "dative"));
        } else if (after && governed == "from" && (won || words.has(noun, &known.of_customers)))
            || (won && after && governed == "with")
            || (first > floor
                && words.has(first - 1, &known.supplying)
                && (low..high).contains(&first))
        {
            found.push((number, "right:from"));
            customer = customer.or(Some(number));
        }
    }
    if customer.is_none() && !is_placed {
        return;
    }
    for &number in parties {
        let mention = &page.mentions[number];
        if Some(number) != customer && !is_oblique(preposition(words, mention.span.0, floor)) {
            if mention.last <= noun {
                found.push((number, if is_placed { "subject:pay" } else { "subject:get" }));
            }
            return;
        }
    }
}

/// True for "will supply Telis with chips": the verb's subject is paid for it.
pub fn supplies(page: &Page, verb: &Cue, parties: &[usize]) -> bool {
    let (words, known) = (&page.words, lists());
    let last = verb.last + usize::from(words.has(verb.last, &known.supplying));
    last > 0
        && words.has(last - 1, &known.supplying)
        && parties.iter().map(|&m| &page.mentions[m]).any(|mention| {
            (0..=1).contains(&gap(last, mention.span.0)) && words.has(mention.span.1, &known.with)
        })
}
