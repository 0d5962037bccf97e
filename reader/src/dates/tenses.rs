//! What the words before a date tell of it: its relation ("by", "depuis"), and past or future; and
//! the tense of a verb.

use std::sync::OnceLock;

use super::calendar::CalendarForms;
use super::letters;
use crate::base::chars::is_alnum;
use crate::base::lexicon::lexicon;
use crate::base::{Set, Str, Words};
use crate::pattern::Pattern;
use crate::quantities::numerals::goes_on;

/// Lists for what stands before a date in a text.
struct Before {
    future_ends: Vec<Vec<char>>,
    past_ends: Vec<Vec<char>>,
    coming: letters::Set,
    gone: letters::Set,
    be: letters::Set,
    sentence_start: Pattern,
}

fn before() -> &'static Before {
    static BEFORE: OnceLock<Before> = OnceLock::new();
    BEFORE.get_or_init(|| {
        let set = |name: &str| letters::set(&format!("dates.tenses.{name}"));
        Before {
            future_ends: letters::list("dates.tenses._FUTURE_ENDS"),
            past_ends: letters::list("dates.tenses._PAST_ENDS"),
            coming: set("_COMING"),
            gone: set("_GONE"),
            be: set("_BE"),
            sentence_start: Pattern::of("dates.tenses._SENTENCE_START"),
        }
    })
}

/// What the words before a date say of it, and where those that refine it start.
pub fn relation_before(low: &[char], start: usize, forms: &CalendarForms) -> (Str, usize) {
    let text = &low[start.saturating_sub(40)..start];
    if text.last() == Some(&' ') {
        // Most dates have "en" or "in" before them, and nothing that says more.
        let ends = |word: &[char]| forms.before_ends.contains(word);
        let mut words = letters::split(text).rev();
        if let Some(last) = words.next() {
            let plain = || matches!(last, ['e' | 'i', 'n'] | ['l', 'e'] | ['o', 'n']);
            if !ends(last) || (plain() && !words.next().is_some_and(ends)) {
                return ("in", start);
            }
        }
    }
    let back: Vec<char> = text.iter().rev().copied().collect();
    let (mut at, mut refined, mut relation) = (0, 0, "in");
    while let Some((end, (tells, name))) = phrase_back(&back, at, forms) {
        if tells {
            return (name, start - refined);
        }
        at = end;
        if !name.is_empty() {
            (relation, refined) = (name, at);
        }
    }
    (relation, start - refined)
}

/// The longest phrase that stands before a date, in text that is turned around: where it ends, and
/// what it tells.
fn phrase_back(back: &[char], at: usize, forms: &CalendarForms) -> Option<(usize, (bool, Str))> {
    let at = at + usize::from(matches!(back.get(at), Some(' ' | '(')));
    let phrases = forms.before.get(back.get(at)?)?;
    let rest = &back[at..];
    let stands = |phrase: &[char]| {
        let same = rest.iter().zip(phrase).all(|(a, b)| a == b) && rest.len() >= phrase.len();
        same && !rest.get(phrase.len()).is_some_and(|&c| is_alnum(c))
    };
    let (phrase, told) = phrases.iter().find(|(phrase, _)| stands(phrase))?;
    Some((at + phrase.len(), *told))
}

/// 1 where the nearest verb before a place is of the future, -1 of the past, else 0.
pub fn tense_before(low: &[char], start: usize, reach: usize) -> i32 {
    let known = before();
    let text = &low[start.saturating_sub(90)..start];
    let is_stop = |at: &usize| match text[*at] {
        ';' | '\n' => true,
        '.' => text.get(at + 1) == Some(&' '),
        _ => false,
    };
    let from = (0..text.len()).rev().find(is_stop).map_or(0, |stop| stop + 1);
    let mut words = letters::split(&text[from..]).rev().take(reach).peekable();
    while let Some(word) = words.next() {
        if is_coming(word) {
            return 1;
        }
        let is_gone = known.gone.contains(word)
            || (word.len() > 3 && letters::ends_in(word, &known.past_ends));
        if is_gone {
            // "sera versé au printemps", "will be paid in spring"
            let is_led = words.peek().is_some_and(|led| is_coming(led) || known.be.contains(*led));
            return if is_led { 1 } else { -1 };
        }
    }
    0
}

fn is_coming(word: &[char]) -> bool {
    let known = before();
    known.coming.contains(word) || (word.len() > 4 && letters::ends_in(word, &known.future_ends))
}

/// True where what stands before a date, as `relation_before` gives it, tells of the future.
pub fn is_ahead(low: &[char], before: (Str, usize)) -> bool {
    before.0 == "by" || tense_before(low, before.1, 14) > 0
}

/// True where "en dix ans" tells of what was done: "déboursés en dix ans".
///
/// `start` and `end` are those of "dix ans".
pub fn has_lasted(low: &[char], start: usize, end: usize) -> bool {
    let tense = tense_before(low, start, 12);
    if tense != 0 {
        return tense < 0;
    }
    if goes_on(low, end, " de ") || goes_on(low, end, " d'") {
        return true;
    }
    let known = before();
    if !known.sentence_start.is_found(&low[..start], start.saturating_sub(8)) {
        return false;
    }
    // "En cinq ans, la ville est passée du 12e au 9e rang."
    let after = &low[end.min(low.len())..low.len().min(end + 50)];
    let sentence = after.split(|&c| c == '.').next().unwrap_or(after);
    letters::split(sentence).take(6).any(|word| known.gone.contains(word))
}

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
