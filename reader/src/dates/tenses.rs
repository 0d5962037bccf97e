//! What the words before a date tell of it, and the tense of a verb.

use std::sync::OnceLock;

use crate::base::lexicon::lexicon;
use crate::base::{Set, Str, Words};

const PAST: Str = "past";
const FUTURE: Str = "future";
const MODAL: Str = "modal";
const PRESENT: Str = "present";
const REACH: usize = 3;

struct Lists {
    will: Set,
    may: Set,
    have: Set,
    was: Set,
    is: Set,
    preterites: Set,
    presents: Set,
    not_past: Set,
}

fn lists() -> &'static Lists {
    static LISTS: OnceLock<Lists> = OnceLock::new();
    LISTS.get_or_init(|| {
        let of = |name: &str| lexicon().set(&format!("dates.tenses.{name}"));
        Lists {
            will: of("_WILL"),
            may: of("_MAY"),
            have: of("_HAVE"),
            was: of("_WAS"),
            is: of("_IS"),
            preterites: of("_PRETERITES"),
            presents: of("_PRESENTS"),
            not_past: of("_NOT_PAST"),
        }
    })
}

/// True for a word of more letters than so many.
fn is_longer(word: &str, than: usize) -> bool {
    word.len() > than && word.chars().nth(than).is_some()
}

fn ends(word: &str, ends: &[&str]) -> bool {
    ends.iter().any(|end| word.ends_with(end))
}

/// Tense of a verb by its form alone; ``ed`` and ``é`` for participles, empty for no verb.
fn form(words: &Words, at: usize) -> Str {
    let known = lists();
    for (set, tense) in [
        (&known.will, FUTURE),
        (&known.may, MODAL),
        (&known.preterites, PAST),
        (&known.presents, PRESENT),
    ] {
        if words.has(at, set) {
            return tense;
        }
    }
    let word = words.get(at);
    if ends(word, &["rait", "raient"]) && is_longer(word, 5) {
        MODAL
    } else if ends(word, &["era", "eront", "ira", "iront", "dra", "dront", "tra"])
        && is_longer(word, 5)
    {
        FUTURE
    } else if ends(word, &["ait", "aient"]) && is_longer(word, 5) {
        PAST
    } else if word.ends_with("ed") && is_longer(word, 4) && !words.has(at, &known.not_past) {
        "ed"
    } else if ends(word, &["é", "ée", "és", "ées"]) && is_longer(word, 3) {
        "é"
    } else {
        ""
    }
}

/// Tense of a finite verb that a word is, or is the participle of; empty where it is none.
pub fn tense_of(words: &Words, at: usize, floor: usize) -> Str {
    let form_here = form(words, at);
    if !matches!(form_here, "ed" | "é") {
        return form_here;
    }
    let known = lists();
    let before = floor.max(at.saturating_sub(REACH))..at;
    if before.clone().any(|i| words.has(i, &known.will) || form(words, i) == FUTURE) {
        FUTURE
    } else if before.clone().any(|i| words.has(i, &known.may) || form(words, i) == MODAL) {
        MODAL
    } else if words.any(before.clone(), &known.have) {
        PAST
    } else if words.any(before.clone(), &known.was) || words.any(before, &known.is) {
        "passive"
    } else if form_here == "ed" {
        PAST
    } else {
        "participle"
    }
}
