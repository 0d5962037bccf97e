//! Figures that another one of the sentence replaces, or is set against: "de 12 à 24 MW".
//!
//! "Raised to 5 billion from 3", "118 millions au lieu de 82", "36 milliards, contre 28
//! auparavant": what was is told for the sake of what is.

use std::sync::OnceLock;

use crate::base::lexicon::{keep, lexicon};
use crate::base::{FastMap, Set, Str, Words};
use crate::page::model::{Former, Page, PlacedQuantity};

/// Words between the two figures at most.
const REACH: usize = 12;
/// Words of the longest link.
const LONGEST: usize = 3;

struct Lists {
    to: Vec<Vec<String>>,
    /// Words right before the figure that was, and what they make of it.
    links: Vec<(Vec<String>, Str)>,
    about: Set,
    breaks: Set,
    at_first: Set,
    in_the_end: Set,
}

fn lists() -> &'static Lists {
    static LISTS: OnceLock<Lists> = OnceLock::new();
    LISTS.get_or_init(|| {
        let all = lexicon();
        let of = |name: &str| all.set(&format!("page.formers.{name}"));
        let links = all.get("page.formers._LINKS").rows();
        Lists {
            to: all.get("page.formers._TO").items().iter().map(|each| each.texts()).collect(),
            links: links.iter().map(|(k, v)| (k.texts(), keep(v.text()))).collect(),
            about: of("_ABOUT"),
            breaks: of("_BREAKS"),
            at_first: of("_AT_FIRST"),
            in_the_end: of("_IN_THE_END"),
        }
    })
}

/// The figures of a page that are told as what was, by number.
pub fn find_formers(page: &Page) -> FastMap<usize, Former> {
    let mut found = FastMap::default();
    let words = &page.words;
    for pair in page.quantities.windows(2) {
        let (first, last) = (&pair[0], &pair[1]);
        let (mine, other) = (&first.quantity, &last.quantity);
        let alike = mine.measure == other.measure && mine.unit == other.unit;
        if first.sentence != last.sentence || !alike {
            continue;
        }
        let (from, to) = (first.last, last.first);
        let changes = mine.form == "change" && other.form == "change";
        if changes && lists().to.iter().any(|each| is_span(words, from, to, each)) {
            found.insert(first.number, Former { how: "grown", latter: last.number });
            continue;
        }
        if is_revised(page, first, last) {
            found.insert(first.number, Former { how: "swapped", latter: last.number });
            continue;
        }
        let how = link(words, from, to);
        if how == Some("grown") && !words.is(first.first.saturating_sub(1), "to") {
            continue; // "20 MW from a line of 100 MW"
        }
        if let Some(how) = how {
            found.insert(last.number, Former { how, latter: first.number });
        }
    }
    found
}

/// True for "d'abord chiffré à 3 milliards, en coûtera finalement 4,2".
fn is_revised(page: &Page, first: &PlacedQuantity, last: &PlacedQuantity) -> bool {
    let floor = page.sentences[first.sentence].first;
    let before = floor.max(first.first.saturating_sub(REACH))..first.first;
    page.words.any(before, &lists().at_first)
        && page.words.any(first.last..last.first, &lists().in_the_end)
}

/// False for what is over, by numbers of quantities.
///
/// Figures that are only compared may be part and whole: "2 billion spent, against 5 budgeted".
pub fn may_be_part(page: &Page, part: usize, whole: usize) -> bool {
    page.formers.is_empty()
        || [part, whole]
            .iter()
            .all(|each| page.formers.get(each).map_or(true, |former| former.how == "compared"))
}

/// What the words between two figures make of the second; None where they tell nothing.
fn link(words: &Words, from: usize, to: usize) -> Option<Str> {
    let known = lists();
    if to.saturating_sub(from) > REACH || words.any(from..to, &known.breaks) {
        return None;
    }
    for end in (from + 1..to + 1).rev() {
        for size in (1..=LONGEST.min(end - from)).rev() {
            let link = known.links.iter().find(|(link, _)| is_span(words, end - size, end, link));
            if let Some((_, how)) = link {
                return Some(how);
            }
        }
        if !words.has(end - 1, &known.about) {
            return None;
        }
    }
    None
}

/// True where these words make up a span.
fn is_span(words: &Words, from: usize, to: usize, told: &[String]) -> bool {
    to.checked_sub(from) == Some(told.len())
        && told.iter().enumerate().all(|(i, word)| words.is(from + i, word))
}
