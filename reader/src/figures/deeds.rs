//! What the verb beside a figure does: promises, weighs, raises later, gives by each, opens.
//!
//! "Avait annoncé 3 milliards" spends nothing though its tense is past, "is in talks to invest"
//! decides nothing, "apporteront chacun" tells no price by the piece, and what was inaugurated is
//! there.

use std::sync::OnceLock;

use crate::base::lexicon::lexicon;
use crate::base::{Name, Set, Words};
use crate::claim::Measure;
use crate::feature;
use crate::figures::around::Surroundings;
use crate::page::model::Page;
use crate::syntax::cues::Cue;

const OBJECT_REACH: usize = 4;
const TO_REACH: usize = 2;
const VERB_REACH: usize = 12;
const RAISED_REACH: usize = 6;
const MODAL_REACH: usize = 6;

struct Lists {
    promising: Vec<String>,
    each: Set,
    to_do: Set,
    opened: Set,
    /// Articles after "opened".
    articles: Set,
    perfect: Set,
    weighing: Vec<String>,
    to_raise: Set,
    will_raise: Set,
    hoping: Vec<String>,
    done: Set,
}

fn lists() -> &'static Lists {
    static LISTS: OnceLock<Lists> = OnceLock::new();
    LISTS.get_or_init(|| {
        let all = lexicon();
        let of = |name: &str| all.set(&format!("figures.deeds.{name}"));
        let list = |name: &str| all.list(&format!("figures.deeds.{name}"));
        let opening = all.get("figures.deeds._OPENING").items();
        let articles: Vec<String> = opening
            .iter()
            .filter_map(|pair| pair.items().get(1))
            .map(|word| word.text().to_string())
            .collect();
        Lists {
            promising: list("_PROMISING"),
            each: of("_EACH"),
            to_do: of("_TO_DO"),
            opened: of("_OPENED"),
            articles: Set::new(all, &articles),
            perfect: of("_PERFECT"),
            weighing: list("_WEIGHING"),
            to_raise: of("_TO_RAISE"),
            will_raise: of("_WILL_RAISE"),
            hoping: list("_HOPING"),
            done: of("_DONE"),
        }
    })
}

fn begins(word: &str, stems: &[String]) -> bool {
    stems.iter().any(|stem| word.starts_with(stem.as_str()))
}

/// Signs of what the verb right before a figure does.
pub fn deeds(page: &Page, around: &Surroundings) -> Vec<Name> {
    let known = lists();
    let (words, placed, cues) = (&page.words, around.placed(page), &around.sentence(page).cues);
    let first = placed.first;
    let mut found = Vec::new();
    if cues.iter().any(|cue| opened(page, around, cue)) {
        found.push(feature!("opened"));
    }
    if placed.quantity.measure == Measure::Money {
        found.extend(raising(page, around));
    }
    let verb = cues.iter().rev().find(|cue| cue.kind == "pay" && cue.last <= first);
    let Some(verb) = verb else { return found };
    let is_next = around.quantities_between(page, verb.first, verb.last) == 0;
    let is_object = is_next
        && first - verb.last <= OBJECT_REACH
        && !words.span(verb.last..first).any(|word| word == ",");
    if is_object && begins(words.get(verb.first), &known.promising) {
        found.push(feature!("promised"));
    }
    if (is_next && words.has(verb.last, &known.each)) || words.has(placed.last, &known.each) {
        found.push(feature!("each-pays"));
    }
    if cues.iter().any(|cue| considers(words, cue, verb)) {
        found.push(feature!("considers"));
    }
    found
}

/// A sign of a round that is still to come: "veut lever 3 millions", "plans to raise $3m".
fn raising(page: &Page, around: &Surroundings) -> Option<Name> {
    let known = lists();
    let (words, first) = (&page.words, around.placed(page).first);
    let start = around.sentence(page).first;
    let floor = start.max(first.saturating_sub(RAISED_REACH));
    let Some(at) = (floor..first).rev().find(|&i| words.has(i, &known.to_raise)) else {
        let will = words.any(floor..first, &known.will_raise);
        return if will { Some(feature!("raising=announced")) } else { None };
    };
    let before = start.max(at.saturating_sub(MODAL_REACH))..at;
    if around.quantities_between(page, at, at + 1) > 0 || words.any(before.clone(), &known.done) {
        None
    } else if words.span(before).any(|word| begins(word, &known.hoping)) {
        Some(feature!("raising=considered"))
    } else if !words.is(at, "raising") {
        Some(feature!("raising=announced"))
    } else {
        None
    }
}

/// True for "a inauguré jeudi un centre de 30 MW", not for "sera inauguré".
fn opened(page: &Page, around: &Surroundings, cue: &Cue) -> bool {
    if cue.kind != "operational" {
        return false;
    }
    let known = lists();
    let (words, first) = (&page.words, around.placed(page).first);
    // In Python the first word of a page has the last one before it.
    let before = if cue.first > 0 { cue.first - 1 } else { words.len().saturating_sub(1) };
    let is_opening = || {
        cue.last == cue.first + 1
            && words.is(cue.first, "opened")
            && words.has(cue.last, &known.articles)
    };
    words.has(cue.first, &known.opened)
        && cue.last <= first
        && first - cue.last <= VERB_REACH
        && (words.has(before, &known.perfect) || is_opening())
        && around.in_clause(cue)
        && around.quantities_between(page, cue.first, cue.last) == 0
}

/// True for "is in talks to invest", "envisage d'y investir": others only hope or expect.
fn considers(words: &Words, cue: &Cue, verb: &Cue) -> bool {
    let known = lists();
    cue.kind == "considered"
        && cue.last <= verb.first
        && verb.first - cue.last <= TO_REACH
        && begins(words.get(cue.last.saturating_sub(1)), &known.weighing)
        && (cue.last..verb.first).all(|i| words.has(i, &known.to_do))
}
