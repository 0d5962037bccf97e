//! Lists of a page: which sentences are one item, and what leads a list.
//!
//! An item is a bullet with the sentences of its block, or an entry of a running report that opens
//! with the hour. What stands right before the first item leads the list: "2 billion, namely:".

use std::cell::RefCell;

use crate::base::chars::is_digit;
use crate::base::lexicon::lexicon;
use crate::base::patterns::Patterns;
use crate::base::{FastMap, Str};
use crate::claim::{Measure, PassageKind};
use crate::page::model::{Item, Page, PlacedQuantity, Sentence};

thread_local! {
    /// Words of a sentence that leads a list of parts.
    static SHARING: RefCell<Patterns> =
        RefCell::new(Patterns::of(&[lexicon().get("page.lists._SHARING")]));
}

/// Letters of an hour at most, "17h12".
const HOUR: usize = 5;

/// The item of each sentence that stands in a list, by the sentence's number.
pub fn items(page: &Page) -> FastMap<usize, Item> {
    let mut found: FastMap<usize, Item> = FastMap::default();
    let mut last: Option<&Sentence> = None;
    let mut item: Option<Item> = None;
    for sentence in page.sentences.iter().filter(|each| !each.is_furniture()) {
        let fresh = last.map_or(true, |last| last.section != sentence.section);
        let is_bullet = sentence.kind == PassageKind::Bullet;
        let follows = last.is_some_and(|last| found.contains_key(&last.number));
        if is_bullet || (fresh && is_timed(page, sentence)) {
            let next = match item {
                Some(item) if follows => Item { item: item.item + 1, ..item },
                _ => opened(page, last, item.map_or(0, |item| item.list + 1), !is_bullet),
            };
            item = Some(next);
            found.insert(sentence.number, next);
        } else if let Some(item) = item.filter(|_| !fresh && follows) {
            found.insert(sentence.number, item);
        }
        last = Some(sentence);
    }
    found
}

fn opened(page: &Page, lead: Option<&Sentence>, list: i64, timed: bool) -> Item {
    let Some(lead) = lead else {
        return Item { list, item: 0, lead: -1, timed, colon: false, shares: false };
    };
    let words = page.words.span(lead.first..lead.last);
    Item {
        list,
        item: 0,
        lead: lead.number as i64,
        timed,
        colon: words.clone().next_back() == Some(":"),
        shares: SHARING.with(|each| each.borrow_mut().found(words)) != 0,
    }
}

/// True for "17 h 12 - …" and "09:15 …".
fn is_timed(page: &Page, sentence: &Sentence) -> bool {
    let (hour, mark) = (page.words.get(sentence.first), page.words.get(sentence.first + 1));
    !mark.is_empty()
        && hour.chars().take(2).all(is_digit)
        && hour.chars().count() <= HOUR
        && (matches!(mark, "h" | ":") || hour.contains('h'))
}

/// How another quantity stands to the list that one is told in; None where it is in none.
pub fn standing(page: &Page, mine: &PlacedQuantity, other: &PlacedQuantity) -> Option<Str> {
    let item = page.items.get(&mine.sentence)?;
    let theirs = page.items.get(&other.sentence);
    if let Some(theirs) = theirs.filter(|theirs| theirs.list == item.list) {
        return Some(if theirs.item == item.item { "own" } else { "sibling" });
    }
    if other.first > mine.first {
        return Some("after");
    }
    if other.sentence as i64 == item.lead {
        return Some(if item.colon { "lead-colon" } else { "lead" });
    }
    let lead = usize::try_from(item.lead).ok().and_then(|lead| page.sentences.get(lead));
    let section = page.sentences[other.sentence].section;
    Some(match (lead.is_some_and(|lead| lead.section == section), item.shares) {
        (true, true) => "block-shares",
        (true, false) => "block",
        (false, true) => "far-shares",
        (false, false) => "far",
    })
}

/// A list by its number: its items, with the number of the first money of each.
pub type Heads = Vec<(i64, Vec<(i64, usize)>)>;

/// By list and item the number of the first money of each item, in the order of the text.
pub fn heads(items: &FastMap<usize, Item>, quantities: &[PlacedQuantity]) -> Heads {
    let mut found: Heads = Vec::new();
    if items.is_empty() {
        return found;
    }
    // Quantities stand in the order of the text, and so do lists and their items.
    for placed in quantities.iter().filter(|each| each.quantity.measure == Measure::Money) {
        let Some(item) = items.get(&placed.sentence) else { continue };
        let head = (item.item, placed.number);
        match found.last_mut() {
            Some((list, row)) if *list == item.list => {
                if row.last().map_or(true, |(last, _)| *last != item.item) {
                    row.push(head);
                }
            }
            _ => found.push((item.list, vec![head])),
        }
    }
    found
}

/// Numbers of the quantities that lead a list, then of the first money of each of its items.
pub fn rows(items: &FastMap<usize, Item>, quantities: &[PlacedQuantity]) -> Vec<Vec<usize>> {
    let mut found = Vec::new();
    for (_, row) in heads(items, quantities) {
        if row.len() < 2 {
            continue;
        }
        let lead = items[&quantities[row[0].1].sentence].lead;
        // Quantities stand in the order of their sentences.
        let mut leads = Vec::new();
        for sentence in (lead - 2..=lead).filter_map(|each| usize::try_from(each).ok()) {
            if items.contains_key(&sentence) {
                continue;
            }
            let from = quantities.partition_point(|each| each.sentence < sentence);
            let here = quantities[from..].iter().take_while(|each| each.sentence == sentence);
            leads.extend(here.map(|each| each.number));
        }
        leads.extend(row.iter().map(|(_, number)| *number));
        found.push(leads);
    }
    found
}
