//! The noun that a sum belongs to by grammar alone: "un emprunt de 3 milliards", "a $3bn order".
//!
//! Words of every class stand somewhere in the sentence; the noun that heads the sum's own phrase,
//! that it is said to come to, or that labels its line tells what it is, whatever else is told
//! around it.

use std::ops::Range;
use std::sync::OnceLock;

use crate::base::chars::{is_alpha, isalpha};
use crate::base::lexicon::{keep, lexicon};
use crate::base::{FastMap, Name, Set, Str, Words};
use crate::claim::Measure;
use crate::feature;
use crate::figures::around::Surroundings;
use crate::page::model::Page;

const PRINCIPAL: [&str; 4] = ["aggregate", "principal", "amount", "of"];
const CAPITAL_REACH: usize = 10;
const REACH: usize = 7;
const STEPS: usize = 3;
const AFTER: usize = 4;
const AFTER_IN: usize = 12;

struct Lists {
    /// Nouns by their numbers in the lexicon, with what a sum of them is.
    heads: FastMap<u32, Str>,
    houses: FastMap<u32, Str>,
    links: Set,
    complements: Set,
    qualifying: Set,
    breaks: Set,
    taken: Set,
    paper: Set,
    kinds_of_money: Set,
    financing: Set,
    capital: Set,
    forecasts: Set,
    reached: Set,
    reported: Set,
}

fn lists() -> &'static Lists {
    static LISTS: OnceLock<Lists> = OnceLock::new();
    LISTS.get_or_init(|| {
        let all = lexicon();
        let of = |name: &str| all.set(&format!("figures.heads.{name}"));
        let nouns = |name: &str| {
            let rows = all.get(&format!("figures.heads.{name}")).rows().iter();
            rows.filter_map(|(word, kind)| Some((all.word(word.text())?, keep(kind.text()))))
                .collect()
        };
        Lists {
            heads: nouns("_HEADS"),
            houses: nouns("_HOUSES"),
            links: of("_LINKS"),
            complements: of("_COMPLEMENTS"),
            qualifying: of("_QUALIFYING"),
            breaks: of("_BREAKS"),
            taken: of("_TAKEN"),
            paper: of("_PAPER"),
            kinds_of_money: of("_KINDS_OF_MONEY"),
            financing: of("_FINANCING"),
            capital: of("_CAPITAL"),
            forecasts: of("_FORECASTS"),
            reached: of("_REACHED"),
            reported: of("_REPORTED"),
        }
    })
}

/// The sign of the noun that heads the phrase of a sum of money, where one of ours does.
pub fn heads(page: &Page, around: &Surroundings) -> Vec<Name> {
    let (words, placed) = (&page.words, around.placed(page));
    if placed.quantity.measure != Measure::Money {
        return Vec::new();
    }
    let known = lists();
    // A colon breaks the sentence, but not a label from its sum: "Valorisation : 2 Md€".
    let lasts = around.others.iter().map(|&other| page.quantities[other].last);
    let others = lasts.filter(|&last| last <= placed.first).max().unwrap_or(0);
    let (floor, ceiling) = (around.sentence(page).first.max(others), around.apart(page).1);
    let after = cut(words, placed.last..ceiling.min(placed.last + AFTER_IN));
    let mut kind = if page.language != "fr" {
        qualified(words, after.clone())
    } else {
        let lent = !after.is_empty()
            && matches!(words.get(after.start), "d'" | "de")
            && words.any(head(&after, 2), &known.paper);
        if lent {
            Some("round")
        } else {
            None
        }
    };
    let before = cut(words, floor.max(placed.first.saturating_sub(CAPITAL_REACH))..placed.first);
    if words.any(head(&after, AFTER), &known.capital) && words.any(before.clone(), &known.reported)
    {
        kind = Some("spent"); // "reported $31bn in capital expenditures"
    }
    let kind = kind
        .or_else(|| capital(words, before.clone()))
        .or_else(|| governing(words, tail(&before, REACH)));
    kind.map(|kind| feature!("head={kind}")).into_iter().collect()
}

/// A span of what words there are, empty where it ends before it starts.
fn cut(words: &Words, span: Range<usize>) -> Range<usize> {
    let end = span.end.min(words.len());
    span.start.min(end)..end
}

/// The first words of a span.
fn head(span: &Range<usize>, many: usize) -> Range<usize> {
    span.start..span.end.min(span.start + many)
}

/// The last words of a span.
fn tail(span: &Range<usize>, many: usize) -> Range<usize> {
    span.start.max(span.end.saturating_sub(many))..span.end
}

/// What a sum before its noun is: "a $3 billion supply order", "$3 million in tax revenue".
fn qualified(words: &Words, after: Range<usize>) -> Option<Str> {
    let known = lists();
    let is_second = after.len() > 1;
    if is_second
        && words.has(after.start, &known.kinds_of_money)
        && words.has(after.start + 1, &known.financing)
    {
        return Some("round");
    }
    // The words of the noun phrase that follows the sum, without what links them to it.
    let links = PRINCIPAL.len();
    let (phrase, of_letters) = if !after.is_empty() && words.is(after.start, "in") {
        (after.start + 1..after.end, false)
    } else if after.len() >= links && words.are(after.start, &PRINCIPAL) {
        (after.start + links..after.end, true)
    } else {
        (head(&after, AFTER), false)
    };
    let (mut found, mut taxed) = (None, false);
    for at in phrase {
        if of_letters && !isalpha(words.get(at)) {
            continue;
        }
        taxed = taxed || words.is(at, "tax");
        if let Some(kind) = known.houses.get(&words.id(at)) {
            return Some(kind);
        }
        if let Some(kind) = known.heads.get(&words.id(at)) {
            found = Some(if taxed && words.has(at, &known.taken) { "other" } else { *kind });
        } else if !words.has(at, &known.qualifying) {
            break;
        }
    }
    found
}

/// What is spent on things built, or planned to be: "raised its capex forecast to".
fn capital(words: &Words, before: Range<usize>) -> Option<Str> {
    let known = lists();
    if words.span(tail(&before, 3)).any(|word| word == "spent") {
        return if words.span(before).any(|word| word == "be") { None } else { Some("spent") };
    }
    if !words.any(before.clone(), &known.capital) {
        None
    } else if words.any(before.clone(), &known.forecasts) {
        Some("capital")
    } else if words.any(before, &known.reached) {
        Some("spent")
    } else {
        None
    }
}

/// What a sum after its noun is: "une levée de", "the order is worth".
fn governing(words: &Words, before: Range<usize>) -> Option<Str> {
    let known = lists();
    if !before.is_empty() && words.is(before.end - 1, "worth") {
        // "An order from Norvane worth": whose it is may stand between.
        for at in (before.start..before.end - 1).rev() {
            let found = known.heads.get(&words.id(at)).copied();
            if found.is_some() || words.has(at, &known.breaks) {
                return found;
            }
        }
        return None;
    }
    let (mut steps, mut linked) = (0, false);
    for at in before.clone().rev() {
        if let Some(&kind) = known.heads.get(&words.id(at)) {
            // Beside the sum with nothing between: the next item of a list.
            return if linked { Some(kind) } else { None };
        }
        if words.has(at, &known.links) || is_one_letter(words.get(at)) {
            linked = true;
        } else if linked
            && at > before.start
            && words.has(at - 1, &known.complements)
            && steps < STEPS
        {
            steps += 1; // "une augmentation de capital de", "un tour de table de"
        } else {
            return None;
        }
    }
    None
}

fn is_one_letter(word: &str) -> bool {
    let mut letters = word.chars();
    letters.next().is_some_and(is_alpha) && letters.next().is_none()
}
