//! Figures that nobody promises, or no longer: denied, negated, struck.
//!
//! Words of withdrawal near a figure are weighed like all others, and a plain "The $3bn plan was
//! scrapped" has few other words to go by. So the patterns that leave no doubt are signs of their
//! own.

use std::sync::OnceLock;

use crate::base::lexicon::lexicon;
use crate::base::{Name, Set, Words};
use crate::feature;
use crate::figures::around::Surroundings;
use crate::page::model::Page;
use crate::syntax::clauses;
use crate::syntax::cues::Cue;

const VERB_REACH: usize = 12;
const STRUCK_REACH: usize = 6;
const NOT_REACH: usize = 4;
const LIST_REACH: usize = 24;

struct Lists {
    denying: Vec<String>,
    /// English words between a negation and its verb: not those of "not only" and "not yet".
    between: Set,
    never: Vec<Vec<String>>,
    ne: Set,
    pas: Set,
}

fn lists() -> &'static Lists {
    static LISTS: OnceLock<Lists> = OnceLock::new();
    LISTS.get_or_init(|| {
        let all = lexicon();
        Lists {
            denying: all.list("figures.denials._DENYING"),
            between: all.set("figures.denials._BETWEEN"),
            never: all.get("figures.denials._NEVER").items().iter().map(|e| e.texts()).collect(),
            ne: all.set("figures.denials._NE"),
            pas: all.set("figures.denials._PAS"),
        }
    })
}

/// Classes of cues that tell of a stage, or that something is not so.
fn is_staged(kind: &str) -> bool {
    matches!(
        kind,
        "considered"
            | "confirmed"
            | "under_construction"
            | "operational"
            | "cancelled"
            | "paused"
            | "negation"
    )
}

/// Signs that the figure is denied, negated, or that what it is of was struck.
pub fn denials(page: &Page, around: &Surroundings) -> Vec<Name> {
    let all = &around.sentence(page).cues;
    let inside = || all.iter().filter(|cue| around.in_clause(cue));
    let mut found = Vec::new();
    if all.iter().any(|cue| denies(page, around, cue)) {
        found.push(feature!("denied"));
    }
    if inside().any(|cue| is_negated(page, around, cue)) {
        found.push(feature!("negated"));
    }
    let mut told = all.iter().map(|cue| cue.kind).filter(|kind| is_staged(kind));
    let is_cancelled = all.iter().any(|cue| cue.kind == "cancelled");
    // Nothing is struck where the sentence has a word of another stage.
    if is_cancelled && told.all(|kind| matches!(kind, "cancelled" | "negation")) {
        let is_not = all.iter().any(|cue| cue.kind == "negation");
        if (!is_not && inside().any(|cue| is_struck(page, around, cue)))
            || all.iter().any(|cue| never_happens(page, around, cue))
        {
            found.push(feature!("struck"));
        }
    }
    found
}

/// True for "Norvane denied on Monday that it would invest 5 billion".
fn denies(page: &Page, around: &Surroundings, cue: &Cue) -> bool {
    let first = around.placed(page).first;
    if cue.kind != "cancelled" || cue.last > first || first - cue.last > VERB_REACH {
        return false;
    }
    let word = page.words.get(cue.first);
    lists().denying.iter().any(|start| word.starts_with(start.as_str()))
        && around.quantities_between(page, cue.first, cue.last) == 0
}

/// True for "has not promised $3bn", "will not invest", "has no plans to spend".
fn is_negated(page: &Page, around: &Surroundings, cue: &Cue) -> bool {
    let first = around.placed(page).first;
    if cue.kind != "pay" || cue.last > first || first - cue.last > VERB_REACH {
        return false;
    }
    if around.quantities_between(page, cue.first, cue.last) > 0 {
        return false;
    }
    let is_near = |each: &&Cue| {
        each.kind == "negation" && each.last <= cue.first && cue.first - each.last <= NOT_REACH
    };
    let mut negations = around.sentence(page).cues.iter().filter(is_near);
    let words = &page.words;
    if page.language == "fr" {
        return negations.any(|each| is_whole(words, each, cue));
    }
    negations.any(|each| (each.last..cue.first).all(|at| words.has(at, &lists().between)))
}

/// True for "n'investira pas" and "n'a jamais promis": a lone "ne" negates nothing.
fn is_whole(words: &Words, negation: &Cue, verb: &Cue) -> bool {
    let known = lists();
    if !words.has(negation.first, &known.ne) {
        return false;
    }
    // "ne construira finalement pas"
    let after = if words.get(verb.last).ends_with("ment") { 2 } else { 1 };
    verb.first.checked_sub(1).is_some_and(|before| words.has(before, &known.pas))
        || words.any(verb.last..verb.last + after, &known.pas)
}

/// True for "the $3bn plan was scrapped", "le plan de 3 milliards est abandonné".
fn is_struck(page: &Page, around: &Surroundings, cue: &Cue) -> bool {
    let last = around.placed(page).last;
    cue.kind == "cancelled"
        && last < cue.first
        && cue.first - last <= STRUCK_REACH
        && page.words.has(cue.first - 1, &clauses::lists().be)
        && around.quantities_between(page, cue.first, cue.last) == 0
}

/// True for "its 500 MW, its 4 billion euros and its 1,000 jobs will not happen".
fn never_happens(page: &Page, around: &Surroundings, cue: &Cue) -> bool {
    let last = around.placed(page).last;
    if cue.kind != "cancelled" || cue.first < last || cue.first - last > LIST_REACH {
        return false;
    }
    let is_one = |never: &Vec<String>| {
        never.iter().enumerate().all(|(i, word)| page.words.is(cue.first + i, word))
    };
    let is_deed = |c: &Cue| c.kind == "pay" && last <= c.first && c.first < cue.first;
    lists().never.iter().any(is_one) && !around.sentence(page).cues.iter().any(is_deed)
}
