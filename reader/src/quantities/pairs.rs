//! Two numbers joined: ranges ("30 à 50 milliards"), changes ("from 150MW to 250MW"), pairs.
//!
//! "Entre 30 et 50", "30 à 50", "3 ou 4" are one quantity with two ends; "de 300 à 750 MW" and
//! "passer de 30 à 50 milliards" are two, before and after; "300 et 500 emplois" are two as well.

use std::sync::OnceLock;

use super::amounts::read_amount;
use super::forms::Bound;
use super::money::settle;
use super::numerals::{digits_at, words_at, written};
use super::window::{Amount, Prefix, Window, BILLION, ONE};
use crate::base::{Decimal, Str};
use crate::claim::Measure;
use crate::pattern::Pattern;

struct Patterns {
    join: Pattern,
    change: Pattern,
    former: Pattern,
    spread: Pattern,
    out_of: Pattern,
    rank: Pattern,
    from: Pattern,
    later: Pattern,
}

fn patterns() -> &'static Patterns {
    static PATTERNS: OnceLock<Patterns> = OnceLock::new();
    PATTERNS.get_or_init(|| {
        let of = |name: &str| Pattern::of(&format!("quantities.pairs.{name}"));
        Patterns {
            join: of("_JOIN"),
            change: of("_CHANGE"),
            former: of("_FORMER"),
            spread: of("_SPREAD"),
            out_of: of("_OUT_OF"),
            rank: of("_RANK"),
            from: of("_FROM"),
            later: of("_LATER"),
        }
    })
}

/// Two joined amounts, and what they are to one another.
#[derive(Debug, Clone)]
pub struct Pair {
    /// ``range``, ``change``, ``both``, or ``bare`` for a range whose unit stands elsewhere.
    pub kind: Str,
    pub first: Amount,
    pub last: Amount,
    /// Where a range starts: at "entre" or "between", else at the first number.
    pub start: usize,
    /// True where a word opens it, so that no hedge stands before the first number.
    pub opened: bool,
    /// True where its upper end is none: "de 18 à plus de 150 hectares".
    pub endless: bool,
}

/// What opens a range before a place ("entre", "from"), and where it stands.
struct Opening {
    word: String,
    start: usize,
}

impl Opening {
    /// Where "entre" or "between" stands, if that opens the range.
    fn between(&self) -> Option<usize> {
        let cue = ["entre", "between"].into_iter().find(|cue| self.word.ends_with(cue))?;
        Some(self.start + self.word.chars().count() - cue.len())
    }
}

/// True for the word, between two blanks, that may join two numbers.
pub fn is_join(spaced: &[char]) -> bool {
    let mut text = spaced.to_vec();
    text.push('1');
    patterns().join.match_end(&text, 0).is_some()
}

/// Reads what is joined to an amount; None where nothing is.
///
/// `prefix` is the currency sign before it, `floor` where the last quantity ended.
pub fn read_pair(
    window: &Window,
    first: &mut Amount,
    prefix: Option<&Prefix>,
    floor: usize,
) -> Option<Pair> {
    let join = patterns().join.match_at(&window.low, first.end)?;
    let (from, to) = (1..=3).find_map(|number| join.group(number))?;
    let word = written(&window.low, from, to);
    let opening = opening(window, first.start, floor);
    let paired = window.forms.openings.get(&opening.word).is_some_and(|part| word == *part);
    let is_and = matches!(&word[..], "et" | "and");
    let is_dash = matches!(&word[..], "-" | "–");
    let shared = if paired || !is_and { prefix } else { None };
    let last = second(window, join.end(), shared)?;
    let Some(measure) = last.measure else {
        return without_unit(first, last, is_and, &opening, paired);
    };
    if first.measure.is_some() && !are_alike(first, &last) {
        return None;
    }
    let bare =
        first.measure.is_none() || (first.scale == ONE && first.measure == Some(Measure::Money));
    let year = bare && first.numeral.year;
    if bare {
        if first.other || first.numeral.kind == "article" {
            return None;
        }
        if year && is_year(&last, is_and, is_dash, paired) {
            return None;
        }
    } else if !first.stated {
        take_unit(first, &last);
    }
    // What comes of it may be no pair: then the first remains what it was.
    let mut first = first.clone();
    if bare {
        scale_like(window, &mut first, &last);
    }
    let start = first.start;
    let pair = |kind, first, last, start, opened, endless| {
        Some(Pair { kind, first, last, start, opened, endless })
    };
    if is_and && !paired {
        return if bare { pair("both", first, last, start, false, false) } else { None };
    }
    if year && first.value >= last.value {
        return None;
    }
    let grows = matches!(&word[..], "à" | "to");
    if grows && paired && is_change(window, &opening, measure) {
        return pair("change", first, last, start, true, false);
    }
    let is_far = last.value > first.value.times(Decimal::whole(20));
    if first.value >= last.value || (is_dash && is_far) {
        return None;
    }
    if let Some(opened) = opening.between() {
        return pair("range", first, last, opened, true, false);
    }
    let endless = is_endless(window, join.end());
    pair("range", first, last, start, false, endless)
}

/// True where the second of two numbers is only a lower bound.
fn is_endless(window: &Window, at: usize) -> bool {
    let Some(end) = window.forms.hedge.match_end(&window.low, at) else { return false };
    let hedge = written(&window.low, at, end);
    window.forms.hedges.get(hedge.trim()) == Some(&Bound::Low)
}

/// Two joined numbers whose unit, if any, is that of a quantity before: "(entre 270 et 290)".
fn without_unit(
    first: &mut Amount,
    last: Amount,
    is_and: bool,
    opening: &Opening,
    paired: bool,
) -> Option<Pair> {
    if first.measure.is_some() {
        return None;
    }
    if last.closed && !is_and {
        (first.other, first.closed) = (true, true); // "quinze à dix-neuf ans"
        return None;
    }
    let is_none = |amount: &Amount| amount.numeral.year || amount.numeral.kind == "article";
    if !paired || is_none(first) || is_none(&last) {
        return None;
    }
    if last.other || first.other || first.value >= last.value || first.scale != last.scale {
        return None;
    }
    let start = opening.between()?;
    let first = first.clone();
    Some(Pair { kind: "bare", first, last, start, opened: true, endless: false })
}

/// Gives a number the unit of the one that it grows to: "from 15,000 in 2028 to 50,000 GPUs".
pub fn read_later(window: &Window, first: &mut Amount) -> bool {
    let known = patterns();
    let from = first.start.saturating_sub(6);
    if !first.numeral.grouped || !known.from.is_found(&window.low[..first.start], from) {
        return false;
    }
    let Some(at) = known.later.match_end(&window.low, first.end) else { return false };
    let Some(last) = second(window, at, None) else { return false };
    if last.measure.is_none() || last.value <= first.value {
        return false;
    }
    scale_like(window, first, &last);
    true
}

/// Gives a number the unit of the whole that it is out of: "12,000 of the 25,000 GPUs".
pub fn read_share(window: &Window, first: &mut Amount) -> bool {
    let known = patterns();
    let Some(at) = known.out_of.match_end(&window.low, first.end) else { return false };
    if first.numeral.kind != "digits" || first.numeral.year {
        return false;
    }
    if known.rank.is_found(&window.low[..first.start], first.start.saturating_sub(10)) {
        return false;
    }
    let Some(last) = second(window, at, None) else { return false };
    if last.measure.is_none() {
        return false;
    }
    scale_like(window, first, &last);
    first.value <= last.value
}

/// Whether what follows a number begins as what makes it a share of a whole does.
pub fn is_out_of(start: &str) -> bool {
    matches!(start, " of" | " ou" | " de")
}

/// True where four digits before a join are a year: "2030 and 6 GW", "2026 – 9 814 abonnés".
fn is_year(last: &Amount, is_and: bool, is_dash: bool, paired: bool) -> bool {
    if is_and {
        return !paired;
    }
    is_dash && last.numeral.grouped
}

fn opening(window: &Window, start: usize, floor: usize) -> Opening {
    let none = Opening { word: String::new(), start };
    let from = floor.max(start.saturating_sub(28)).min(start);
    let back: Vec<char> = window.low[from..start].iter().rev().copied().collect();
    let found = window.forms.opening_back.match_at(&back, 0).and_then(|found| found.group(1));
    let Some((from, to)) = found else { return none };
    Opening { word: back[from..to].iter().rev().collect(), start: start - to }
}

/// True for "de 300 à 750 MW", two figures; False for a range, "de 30 à 50 emplois".
fn is_change(window: &Window, opening: &Opening, measure: Measure) -> bool {
    let (known, opened) = (patterns(), opening.start);
    let mut before = window.low[opened.saturating_sub(64)..opened].to_vec();
    if known.former.is_found(&before, 0) {
        return false;
    }
    if known.change.is_found(&before, 0) {
        return true;
    }
    before.extend(opening.word.chars());
    if known.spread.is_found(&before, 0) {
        return false;
    }
    opening.word == "from" || matches!(measure, Measure::Power | Measure::Energy | Measure::Area)
}

/// Reads the amount after a join, with its own hedge and currency sign.
fn second(window: &Window, mut at: usize, prefix: Option<&Prefix>) -> Option<Amount> {
    let (raw, low, forms) = (&window.raw, &window.low, window.forms);
    let mut prefix = prefix.cloned();
    if !raw.get(at)?.is_ascii_digit() {
        at = forms.hedge.match_end(low, at).unwrap_or(at);
        if let Some(sign) = forms.prefix.match_at(raw, at) {
            let (from, to) = sign.group(1)?;
            let form = written(raw, from, to);
            let small: String = form.chars().flat_map(char::to_lowercase).collect();
            let codes = forms.currency_codes.get(&small).cloned().unwrap_or_default();
            prefix = Some(Prefix { form: form.to_string(), codes, start: sign.start(), end: to });
            at = sign.end();
        }
    }
    let number = match raw.get(at)? {
        c if c.is_ascii_digit() => digits_at(raw, at)?,
        _ => words_at(low, at, forms)?,
    };
    if number.kind == "article" && forms.scale.match_end(low, number.end + 1).is_none() {
        return None;
    }
    let mut amount = read_amount(window, at, number, prefix.as_ref());
    let is_far = prefix.map_or(true, |each| each.end + 8 < at);
    if is_far {
        amount.start = amount.start.max(at);
    }
    Some(amount)
}

/// True where two amounts may be the ends of one range.
fn are_alike(first: &Amount, last: &Amount) -> bool {
    if first.measure != last.measure {
        return false;
    }
    if first.measure == Some(Measure::Money) && first.stated && last.stated {
        return first.units.iter().any(|unit| last.units.contains(unit));
    }
    true
}

fn take_unit(first: &mut Amount, last: &Amount) {
    first.unit = last.unit;
    first.units.clone_from(&last.units);
    first.stated = last.stated;
}

/// Gives the first end of a range the scale and unit of the last.
fn scale_like(window: &Window, first: &mut Amount, last: &Amount) {
    first.measure = last.measure;
    settle(window, first);
    if first.scale == ONE {
        let mut value = first.value.times(last.scale);
        let is_far = value > last.value.times(Decimal::whole(40));
        if is_far && last.scale >= BILLION && last.measure == Some(Measure::Money) {
            // "De 800 à 1,2 milliard": the first is in millions; "de 24 à 15,5", in milliards.
            value = value.over(Decimal::whole(1000));
        }
        (first.value, first.scale) = (value, last.scale);
    }
    take_unit(first, last);
}
