//! One amount: a numeral with its scale and what it counts, read from its first digit onwards.
//!
//! "6,2 milliards d'euros", "1.4 million megawatt-hours", "5,200 of its newest chips".

use std::sync::OnceLock;

use super::counts::{counted_noun, noun_ahead, noun_apart, Manner};
use super::forms::{UnitForm, UnitWords};
use super::money::{read_bare_money, read_cents, settle};
use super::numerals::{digits_at, goes_on, words_at, written, Numeral};
use super::tails::{tail_at, Tail};
use super::window::{is_count, Amount, Prefix, Window, BILLION, MILLION, ONE, TRILLION};
use crate::base::chars;
use crate::base::chars::is_digit;
use crate::base::lexicon::lexicon;
use crate::base::{Decimal, FastSet, Short, Str};
use crate::claim::Measure;
use crate::pattern::Pattern;

struct Lists {
    and_half: Pattern,
    owner: Pattern,
    in_scale: Pattern,
    of_those: Pattern,
    short_signs: FastSet<String>,
    between: FastSet<String>,
    trusted_codes: FastSet<String>,
}

fn lists() -> &'static Lists {
    static LISTS: OnceLock<Lists> = OnceLock::new();
    LISTS.get_or_init(|| {
        let of = |name: &str| Pattern::of(&format!("quantities.amounts.{name}"));
        let set = |name: &str| lexicon().get(name).texts().into_iter().collect();
        Lists {
            and_half: of("_AND_HALF"),
            owner: of("_OWNER"),
            in_scale: of("_IN_SCALE"),
            of_those: of("_OF_THOSE"),
            short_signs: set("quantities.amounts._SHORT_SIGNS"),
            between: set("quantities.amounts._BETWEEN"),
            trusted_codes: set("quantities.forms.TRUSTED_CODES"),
        }
    })
}

/// Reads what scales a numeral that starts at a place and what it counts.
pub fn read_amount(
    window: &Window,
    start: usize,
    numeral: Numeral,
    prefix: Option<&Prefix>,
) -> Amount {
    let (low, end, value) = (&window.low, numeral.end, numeral.value);
    let mut amount = Amount::new(start, end, numeral, value);
    let mut linked = amount.numeral.several || amount.numeral.kind == "collective";
    let mut found = tail_at(low, end);
    if let Some(apart) = found.as_ref().and_then(|tail| past_adjective(window, tail, end)) {
        found = Some(apart);
    }
    if let Some(tail) = found {
        let (now_linked, unit) = read_scale(window, &mut amount, &tail, prefix, linked);
        linked = now_linked;
        if let Some(unit) = unit {
            if measured(window, &mut amount, &unit, linked, prefix) {
                settle(window, &mut amount);
                return amount;
            }
            if amount.scale == ONE
                && window.forms.uncounted.contains(&*unit.token)
                && !(unit.token == "an" && value != ONE)
            {
                // "Huit fois et demie la pointe" leaves the megawatts where they were.
                amount.closed = true;
                amount.other = !matches!(&unit.token[..], "fois" | "times");
                return amount;
            }
        }
    } else if window.raw.get(end) == Some(&'%') {
        (amount.other, amount.closed) = (true, true);
        return amount;
    }
    if !prefix.is_some_and(|each| take_money_before(&mut amount, each)) {
        if amount.scale >= Decimal::whole(1000) && read_compound(window, &mut amount) {
            return amount;
        }
        if !(counts(window, &mut amount, linked) || read_of_those(window, &mut amount)) {
            let kind = amount.numeral.kind;
            if amount.scale == ONE {
                if kind == "digits" {
                    read_cents(window, &mut amount);
                }
            } else if amount.scale >= MILLION
                && (kind != "scale" || (amount.scale >= BILLION && is_owned(window, start)))
            {
                read_bare_money(window, &mut amount);
            }
        }
    }
    settle(window, &mut amount);
    amount
}

/// A group of an expression, as it is written in lower case, and where it begins.
fn group(window: &Window, span: Option<(usize, usize)>) -> Option<(Short, usize)> {
    let (from, to) = span?;
    Some((written(&window.low, from, to), from))
}

/// The scale or unit past an adjective: "les 5 autres milliards d'euros", "2 more gigawatts".
fn past_adjective(window: &Window, tail: &Tail, end: usize) -> Option<Tail> {
    let (token, _) = group(window, tail.group(2))?;
    if !lists().between.contains(&*token) {
        return None;
    }
    let after = end + 1 + token.chars().count();
    let found = tail_at(&window.low, after)?;
    let (next, _) = group(window, found.group(2))?;
    let words = window.forms.unit_words.get(&*next).and_then(|words| words.alone.as_ref());
    let plain = words.map_or(true, |alone| alone.written.is_some());
    let scales = window.forms.scaling.get(&*next) == Some(&0);
    (scales || !plain).then_some(found)
}

/// True for "Abu Dhabi's billion", "leur milliard": no unit of account, but somebody's money.
fn is_owned(window: &Window, start: usize) -> bool {
    lists().owner.is_found(&window.low[..start], start.saturating_sub(7))
}

/// What links a number and the word that may be its unit, that word, and where it stands.
struct Unit {
    link: Option<Short>,
    token: Short,
    start: usize,
}

fn is_plain(link: &Option<Short>) -> bool {
    matches!(link.as_deref(), None | Some(" " | "-"))
}

/// Reads the scale after a number, and tells which word then may be its unit.
fn read_scale(
    window: &Window,
    amount: &mut Amount,
    found: &Tail,
    prefix: Option<&Prefix>,
    linked: bool,
) -> (bool, Option<Unit>) {
    let forms = window.forms;
    let link = group(window, found.group(1)).map(|(link, _)| link);
    let Some((token, at)) = group(window, found.group(2)) else { return (linked, None) };
    let mut second = group(window, found.group(3)).map(|(link, _)| link);
    let mut unit = group(window, found.group(4)).map(|(unit, _)| unit);
    let size = token.chars().count();
    let scaling = match forms.scaling.get(&*token) {
        Some(&0) => 0,
        Some(&scaling) if !forms.unit_words.contains_key(&*token) || scaling == size => scaling,
        _ => return (linked, Some(Unit { link, token, start: at })),
    };
    if scaling == 0 {
        if link.is_none() || !(is_plain(&link) || linked) || has_scale(amount, &token) {
            return (linked, Some(Unit { link, token, start: at }));
        }
        scale(window, amount, &token, at + size, second.as_deref());
    } else {
        let stop = at + scaling;
        if scaling < size {
            // "MEUR"
            second = None;
            unit = Some(written(&window.low, stop, at + size));
        }
        let sign = written(&window.raw, at, stop);
        let follows = unit.as_ref().map(|unit| {
            let start = stop + second.as_ref().map_or(0, |link| link.chars().count());
            (&**unit, start)
        });
        if !is_plain(&link) || !abbreviates(window, amount, &sign, stop, follows, prefix) {
            let known = forms.unit_words.contains_key(&*token);
            return (linked, known.then_some(Unit { link, token, start: at }));
        }
        scale(window, amount, &sign, stop, second.as_deref());
    }
    let Some(unit) = unit else { return (true, None) };
    let place = amount.end + second.as_ref().map_or(0, |link| link.chars().count());
    if goes_on(&window.low, place, &unit) {
        return (true, Some(Unit { link: second, token: unit, start: place }));
    }
    // "Un milliard et demi": what follows the half is what is counted.
    let again = tail_at(&window.low, amount.end);
    let unit = again.and_then(|tail| {
        let (token, start) = group(window, tail.group(2))?;
        Some(Unit { link: group(window, tail.group(1)).map(|(link, _)| link), token, start })
    });
    (true, unit)
}

/// True for "mille" after "deux mille": a number in words holds its thousands already.
fn has_scale(amount: &Amount, token: &str) -> bool {
    amount.numeral.kind == "words"
        && matches!(token, "mille" | "thousand")
        && amount.numeral.value >= Decimal::whole(1000)
}

/// True where "M", "bn" or "k" after a number scales it, rather than being a unit or a name.
fn abbreviates(
    window: &Window,
    amount: &Amount,
    sign: &str,
    stop: usize,
    unit: Option<(&str, usize)>,
    prefix: Option<&Prefix>,
) -> bool {
    if !window.forms.signs.contains_key(sign) || amount.numeral.kind == "article" {
        return false;
    }
    if prefix.is_some() || !lists().short_signs.contains(sign) {
        return true;
    }
    if let Some((token, start)) = unit {
        if let Some(words) = window.forms.unit_words.get(token) {
            let end = start + token.chars().count();
            if let Some((form, _)) = unit_form(window, words, start, end) {
                if matches!(form.measure, Measure::Money | Measure::Area) {
                    return true;
                }
            }
        }
    }
    if !"kKmM".contains(sign) {
        return false;
    }
    // "500 m" is a length; "100k GPUs" and "2m people" are not.
    let manner = Manner { digits: true, ..Manner::default() };
    counted_noun(window, stop, Decimal::whole(2000), manner).measure.is_some()
}

/// Applies the scale that ends at a place.
fn scale(window: &Window, amount: &mut Amount, word: &str, mut end: usize, link: Option<&str>) {
    let (forms, low) = (window.forms, &window.low);
    let known = forms.scales.get(word).or_else(|| forms.signs.get(word));
    let mut factor = known.copied().unwrap_or(ONE);
    let mut value = amount.numeral.value;
    let mut word = Short::from(word);
    if goes_on(low, end, " et ") || goes_on(low, end, " and ") {
        if let Some(half) = lists().and_half.match_end(low, end) {
            value = Decimal(value.0 + ONE.0 / 2);
            end = half;
        }
    }
    if matches!(&word[..], "billion" | "billions") && matches!(link, Some(" de " | " d'")) {
        factor = TRILLION;
    } else if word == "MM" && (goes_on(low, end, "dh") || goes_on(low, end, "mad")) {
        factor = BILLION;
    }
    while factor < MILLION && low.get(end) == Some(&' ') {
        // "Mille milliards", "1 lakh crore".
        let Some(after) = forms.scale.match_end(low, end + 1) else { break };
        let more = written(low, end + 1, after);
        let times = forms.scales.get(&*more).copied().unwrap_or(ONE);
        if times <= factor {
            break;
        }
        factor = factor.times(times);
        (word, end) = (more, after);
    }
    amount.value = value.times(factor);
    amount.scale = factor;
    amount.scale_word = word;
    amount.end = end;
}

/// The longest form of a currency or unit that stands at a place, and where it ends; its first word
/// ends at `end`.
fn unit_form<'f>(
    window: &Window,
    words: &'f UnitWords,
    start: usize,
    end: usize,
) -> Option<(&'f UnitForm, usize)> {
    let counts = |form: &UnitForm, stop: usize| {
        let raw = || written(&window.raw, start, stop);
        form.written.as_ref().map_or(true, |listed| listed.iter().any(|each| *each == *raw()))
    };
    if let Some(stop) =
        words.longer.as_ref().and_then(|longer| longer.match_end(&window.low, start))
    {
        if let Some(form) = words.by_form.get(&*written(&window.low, start, stop)) {
            if counts(form, stop) {
                return Some((form, stop));
            }
        }
    }
    words.alone.as_ref().filter(|alone| counts(alone, end)).map(|alone| (alone, end))
}

/// Applies the currency or unit after a number, where it is one.
fn measured(
    window: &Window,
    amount: &mut Amount,
    unit: &Unit,
    linked: bool,
    prefix: Option<&Prefix>,
) -> bool {
    let Some(words) = window.forms.unit_words.get(&*unit.token) else { return false };
    if !(linked || is_plain(&unit.link)) {
        return false;
    }
    let (start, size) = (unit.start, unit.token.chars().count());
    let Some((form, end)) = unit_form(window, words, start, start + size) else { return false };
    if form.needs_scale && amount.scale == ONE {
        return false;
    }
    if form.measure == Measure::Money {
        if amount.numeral.kind == "article" && amount.scale == ONE {
            return false;
        }
        if window.low.get(end).is_some_and(|&c| is_digit(c)) {
            return false; // the sign of the next amount: "€1.2-€1.5bn"
        }
        let mut codes = form.codes.clone();
        if let Some(prefix) = prefix {
            // "US$5 million", "$5 million CAD": the two must agree.
            codes = prefix.codes.iter().copied().filter(|code| form.codes.contains(code)).collect();
            if codes.is_empty() {
                return false;
            }
            amount.start = prefix.start;
        }
        amount.unit = codes.first().copied().unwrap_or("");
        amount.units = codes;
    } else {
        if matches!(window.low.get(end), Some('²' | '³')) {
            return false;
        }
        amount.unit = form.unit;
        amount.value = amount.value.times(form.factor);
        amount.scale = amount.scale.times(form.factor);
    }
    amount.measure = Some(form.measure);
    amount.noun = Some((start, end));
    amount.end = end;
    true
}

/// Takes the currency written before the number, unless it is more likely another word.
fn take_money_before(amount: &mut Amount, prefix: &Prefix) -> bool {
    let form = &prefix.form;
    if amount.scale == ONE && chars::isalpha(form) {
        // "CUP 2026", "AMD 300", "COP 30": such a code alone is not trusted before a small number.
        if form.chars().count() == 1 {
            return false;
        }
        let upper = chars::isupper(form);
        if upper && !amount.numeral.grouped && !lists().trusted_codes.contains(form) {
            return false;
        }
        let small = chars::islower(form);
        if small && prefix.end < amount.start {
            return false;
        }
    }
    amount.measure = Some(Measure::Money);
    amount.units = prefix.codes.clone();
    amount.unit = prefix.codes.first().copied().unwrap_or("");
    amount.noun = Some((prefix.start, prefix.end));
    amount.start = prefix.start;
    true
}

/// Reads "1 million 300 000 euros", "un million trois cent mille euros".
fn read_compound(window: &Window, amount: &mut Amount) -> bool {
    let (raw, low, end) = (&window.raw, &window.low, amount.end);
    if low.get(end) != Some(&' ') {
        return false;
    }
    let mut at = end + 1;
    if goes_on(low, at, "et ") {
        at += 3;
    } else if goes_on(low, at, "and ") {
        at += 4;
    }
    let number = match raw.get(at) {
        Some(&c) if crate::pattern::classes::is_digit(c) => digits_at(raw, at),
        _ => words_at(low, at, window.forms),
    };
    let Some(number) = number else { return false };
    let is_open = number.decimal.as_ref().is_some_and(|(decimal, _)| !decimal.is_zero());
    if number.several || matches!(number.kind, "article" | "collective") || is_open {
        return false;
    }
    let is_small = number.value < Decimal::whole(1000);
    if is_small && window.forms.scale.match_end(low, number.end + 1).is_none() {
        return false;
    }
    let rest = read_amount(window, at, number, None);
    let is_measured = is_count(rest.measure) || rest.measure == Some(Measure::Money);
    if !is_measured || !rest.stated || rest.value >= amount.scale {
        return false;
    }
    amount.value = Decimal(amount.value.0.saturating_add(rest.value.0));
    (amount.end, amount.measure, amount.noun) = (rest.end, rest.measure, rest.noun);
    (amount.unit, amount.units) = (rest.unit, rest.units);
    (amount.stated, amount.other) = (rest.stated, rest.other);
    true
}

/// Looks for a counted noun after the number.
fn counts(window: &Window, amount: &mut Amount, linked: bool) -> bool {
    let numeral = &amount.numeral;
    let manner = Manner {
        digits: numeral.kind == "digits",
        near: numeral.year && amount.scale == ONE,
        linked,
    };
    let noun = counted_noun(window, amount.end, amount.value, manner);
    if noun.measure.is_none() {
        amount.other = noun.other;
        return false;
    }
    if amount.scale >= BILLION && noun.measure != Some(Measure::People) {
        // "Pour deux milliards de puces": there are no such numbers of them, it is what they cost.
        (amount.measure, amount.stated) = (Some(Measure::Money), false);
        return true;
    }
    (amount.measure, amount.unit) = (noun.measure, "count");
    amount.noun = Some((noun.start, noun.end));
    amount.end = noun.end;
    true
}

/// Reads "4,7, en milliards d'euros", "chiffre à plus de 900 les postes": as far as the number.
///
/// `start` is where the number's hedges start.
pub fn unit_apart(window: &Window, amount: &mut Amount, start: usize) -> bool {
    if noun_apart(window, amount, start) {
        return true;
    }
    if amount.scale != ONE {
        return false;
    }
    let Some(found) = lists().in_scale.match_at(&window.low, amount.end) else { return false };
    let (Some((scale, _)), Some((token, from))) =
        (group(window, found.group(1)), group(window, found.group(2)))
    else {
        return false;
    };
    let Some(words) = window.forms.unit_words.get(&*token) else { return false };
    let Some((form, end)) = unit_form(window, words, from, found.end()) else { return false };
    if form.measure != Measure::Money {
        return false;
    }
    amount.scale = window.forms.scales.get(&*scale).copied().unwrap_or(ONE);
    amount.value = amount.value.times(amount.scale);
    amount.measure = Some(Measure::Money);
    let codes: &[Str] = &form.codes;
    (amount.units, amount.unit) = (codes.to_vec(), codes.first().copied().unwrap_or(""));
    amount.noun = Some((from, end));
    true
}

/// True for an adjective that may stand between a number and its scale or unit.
pub fn is_between(word: &str) -> bool {
    lists().between.contains(word)
}

/// True where a scale or a noun may follow that `unit_apart` gives a number that ends at a place.
pub fn may_be_apart(window: &Window, end: usize) -> bool {
    lists().in_scale.match_end(&window.low, end).is_some() || noun_ahead(window, end)
}

/// Reads "one of those gigawatts", "deux de ces gigawatts".
fn read_of_those(window: &Window, amount: &mut Amount) -> bool {
    let (low, end) = (&window.low, amount.end);
    if !goes_on(low, end, " of ") && !goes_on(low, end, " de ") {
        return false;
    }
    let Some(found) = lists().of_those.match_at(low, end) else { return false };
    let Some((token, from)) = group(window, found.group(1)) else { return false };
    let Some(words) = window.forms.unit_words.get(&*token) else { return false };
    let Some((form, stop)) = unit_form(window, words, from, found.end()) else { return false };
    if form.measure == Measure::Money || form.written.is_some() {
        return false;
    }
    (amount.measure, amount.unit) = (Some(form.measure), form.unit);
    amount.value = amount.value.times(form.factor);
    amount.scale = amount.scale.times(form.factor);
    (amount.noun, amount.end) = (Some((from, stop)), stop);
    true
}
