//! Words by which a text makes one figure a part of another: "dont", "of it", "the rest".
//!
//! They are read around one figure at a time; which other figure they tie it to is told by where
//! that one stands (`parts::wholes`).

use std::cell::RefCell;
use std::sync::OnceLock;

use crate::base::chars::is_decimal;
use crate::base::lexicon::{keep, lexicon};
use crate::base::patterns::Patterns;
use crate::base::{Decimal, Set, Str, Words};
use crate::syntax::clauses;

/// Words before and after a figure among which words of part and whole are looked for.
const REACH_BEFORE: usize = 9;
const REACH_AFTER: usize = 7;
const REST_REACH: usize = 18;

/// What the words around a figure say of it as a part, and as a whole.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PartWords {
    pub part: Vec<Str>,
    pub whole: Vec<Str>,
}

struct Lists {
    the: Set,
    /// Names of the patterns, in their order.
    before: Vec<Str>,
    after: Vec<Str>,
    whole: Vec<Str>,
}

const BEFORE: &str = "parts.partwords._BEFORE";
const AFTER: &str = "parts.partwords._AFTER";
const WHOLE_BEFORE: &str = "parts.partwords._WHOLE_BEFORE";

fn lists() -> &'static Lists {
    static LISTS: OnceLock<Lists> = OnceLock::new();
    LISTS.get_or_init(|| {
        let all = lexicon();
        let names = |name: &str| all.get(name).rows().iter().map(|(k, _)| keep(k.text())).collect();
        Lists {
            the: all.set("parts.partwords._THE"),
            before: names(BEFORE),
            after: names(AFTER),
            whole: names(WHOLE_BEFORE),
        }
    })
}

thread_local! {
    /// What is looked for before a figure, parts first, then wholes.
    static EARLIER: RefCell<Patterns> = RefCell::new({
        let all = lexicon();
        Patterns::of(&[all.get(BEFORE), all.get(WHOLE_BEFORE)])
    });
    static LATER: RefCell<Patterns> = RefCell::new(Patterns::of(&[lexicon().get(AFTER)]));
}

/// What stands around a figure of the words `first` to `last`, in its sentence, `floor` to
/// `ceiling`.
pub fn part_words(
    words: &Words,
    first: usize,
    last: usize,
    floor: usize,
    ceiling: usize,
) -> PartWords {
    let known = lists();
    let before = floor.max(first.saturating_sub(REACH_BEFORE))..first;
    let before = EARLIER.with(|each| each.borrow_mut().found_in(words, before));
    let after = last..ceiling.min(last + REACH_AFTER);
    let after = LATER.with(|each| each.borrow_mut().found_in(words, after));
    let mut found = PartWords::default();
    let told = |bits: u32, names: &'static [Str]| {
        names.iter().enumerate().filter(move |(at, _)| bits >> at & 1 == 1).map(|(_, name)| *name)
    };
    found.part.extend(told(before, &known.before));
    for name in told(after, &known.after) {
        if !found.part.contains(&name) {
            found.part.push(name);
        }
    }
    found.whole.extend(told(before >> known.before.len(), &known.whole));
    if found.part.contains(&"against") {
        found.whole.push("against");
    }
    let rest = &clauses::lists().rest;
    let mut ahead = last + 1..ceiling.min(last + REST_REACH);
    if ahead.any(|i| words.has(i, rest) && words.has(i - 1, &known.the)) {
        found.part.push("before-rest");
    }
    if (last..ceiling.min(last + 2 * REACH_AFTER)).any(|i| words.is(i, ":")) {
        found.whole.push("colon");
    }
    found
}

/// The percentages among some words, as shares.
pub fn percents(words: &Words, first: usize, last: usize) -> Vec<Decimal> {
    let is_sign = |i: usize| match words.get(i) {
        "%" | "percent" => true,
        "per" | "pour" => i + 1 < last && words.is(i + 1, "cent"),
        _ => false,
    };
    let signs = (first + 1..last.min(words.len())).filter(|&i| is_sign(i));
    signs.filter_map(|i| percentage(words.get(i - 1))).collect()
}

/// A number of hundredths, with a comma or a point in it at most.
fn percentage(word: &str) -> Option<Decimal> {
    let mut told = String::new();
    for c in word.chars() {
        match c {
            ',' | '.' if !told.contains('.') => told.push('.'),
            _ => told.push(digit(c)?),
        }
    }
    if told.is_empty() || told == "." {
        return None;
    }
    Some(Decimal(Decimal::parse(&told)?.0 / 100))
}

/// A decimal digit of any script as one of ours.
fn digit(c: char) -> Option<char> {
    if c.is_ascii() || !is_decimal(c) {
        return Some(c).filter(char::is_ascii_digit);
    }
    // In each script the ten stand in a row, with nothing of theirs before the zero.
    let row = (0..c as u32).rev().map_while(char::from_u32).take_while(|&c| is_decimal(c));
    char::from_digit(row.count() as u32 % 10, 10)
}
