//! What a number counts: the noun after it, past its adjectives.
//!
//! "3,000 temporary jobs", "5,200 of its newest chips", "cinq nouveaux sites"; but not
//! "three firms create jobs", nor "six centres de recherche".

use std::sync::OnceLock;

use super::forms::{is_alnum, Forms};
use super::numerals::{goes_on, written};
use super::people::is_people;
use super::window::{Amount, Window};
use crate::base::chars;
use crate::base::chars::is_digit;
use crate::base::lexicon::{lexicon, Value};
use crate::base::{Decimal, FastMap, FastSet};
use crate::claim::Measure;
use crate::pattern::Pattern;
use crate::text::anchors::lower;

struct Lists {
    token: Pattern,
    link: Pattern,
    of_them: Pattern,
    units: Pattern,
    sizing: Pattern,
    and_noun: Pattern,
    in_bullets: Pattern,
    apart: Pattern,
    valued: Pattern,
    stop: FastSet<String>,
    plurals: FastSet<String>,
    states: FastSet<String>,
    least: FastMap<String, i64>,
    not_then: FastMap<String, Pattern>,
}

fn lists() -> &'static Lists {
    static LISTS: OnceLock<Lists> = OnceLock::new();
    LISTS.get_or_init(|| {
        let of = |name: &str| Pattern::of(&format!("quantities.counts.{name}"));
        let get = |name: &str| lexicon().get(&format!("quantities.counts.{name}"));
        let set = |name: &str| get(name).texts().into_iter().collect();
        Lists {
            token: of("_TOKEN"),
            link: of("_LINK"),
            of_them: of("_OF_THEM"),
            units: of("_UNITS"),
            sizing: of("_SIZING"),
            and_noun: of("_AND_NOUN"),
            in_bullets: of("_IN_BULLETS"),
            apart: of("_APART"),
            valued: of("_VALUED"),
            stop: set("STOP"),
            plurals: set("_PLURALS"),
            states: set("_STATES"),
            least: get("_LEAST")
                .rows()
                .iter()
                .map(|(form, least)| (form.text().to_string(), least.int()))
                .collect(),
            not_then: get("_NOT_THEN").rows().iter().filter_map(clash).collect(),
        }
    })
}

fn clash((form, pattern): &(Value, Value)) -> Option<(String, Pattern)> {
    match pattern {
        Value::Pattern(written, flags) => {
            Some((form.text().to_string(), Pattern::new(written, *flags).ok()?))
        }
        _ => None,
    }
}

/// Words after which a noun no longer belongs to the number before them.
pub fn is_stop(word: &str) -> bool {
    lists().stop.contains(word)
}

const MANY_BULLETS: Decimal = Decimal(30_000_000_000);

/// The noun after a number; `measure` is None for one that is no measure of ours, or none.
#[derive(Debug, Clone, Copy)]
pub struct Counted {
    pub measure: Option<Measure>,
    pub start: usize,
    pub end: usize,
    pub other: bool,
}

/// How a number stands before the noun that it may count.
#[derive(Debug, Clone, Copy, Default)]
pub struct Manner {
    /// True for a number in digits.
    pub digits: bool,
    /// True where only the very next word may be the noun: after what could be a year.
    pub near: bool,
    /// True where "de" or "of" may stand before the noun: "une dizaine de sites".
    pub linked: bool,
}

/// Finds the noun that a number counts, from where the number and its scale end.
pub fn counted_noun(window: &Window, at: usize, value: Decimal, manner: Manner) -> Counted {
    let (known, low, forms) = (lists(), &window.low, window.forms);
    let mark = low.get(at).copied();
    let none = |start, other| Counted { measure: None, start, end: start, other };
    if !matches!(mark, Some(' ' | '-')) {
        return none(0, false);
    }
    if mark == Some('-') && known.sizing.match_end(low, at + 1).is_some() {
        return none(at + 1, true);
    }
    let mut other = false;
    let mut first = past_link(low, at, manner.linked);
    let (mut place, mut commas, mut pronominal) = (first, false, true);
    for _ in 0..if manner.near { 1 } else { 6 } {
        let Some(mut end) = known.token.match_end(&window.raw, place) else { break };
        let word = written(low, place, end);
        if let Some(after) = noun_at(low, forms, place) {
            let hyphen = mark == Some('-') && place == first;
            if fits(window, (place, after), value, manner.digits, hyphen) {
                let measure = forms.counted.get(&*written(low, place, after)).copied();
                return Counted { measure, start: place, end: after, other: false };
            }
        }
        let is_stop = known.stop.contains(&*word);
        if place == first {
            let elided = ["d'ici", "l'", "qu'", "d'un", "s'"];
            other = !is_stop && !elided.iter().any(|each| word.starts_with(each));
        }
        if place == first && matches!(&word[..], "more" | "other") {
            // "20,000 more GPUs", "two other sites"
            place = end + 1;
            (first, other) = (place, false);
            continue;
        }
        if is_stop {
            // "Les trois autres en apportent 40": no noun, so nothing else is counted.
            other = other && !pronominal;
            break;
        }
        pronominal = pronominal && known.plurals.contains(&*word);
        if is_plural(lower(window.raw[place]), &word) {
            let noun = written(&window.raw, place, end);
            if (place == first || manner.digits) && is_people(&noun, value.int()) {
                let measure = Some(Measure::People);
                return Counted { measure, start: place, end, other: false };
            }
            break;
        }
        if goes_on(low, end, ", ") && !commas {
            commas = true;
            end += 1;
        } else if let Some(more) = known.and_noun.match_end(low, end) {
            if noun_at(low, forms, more).is_some() {
                end = more - 1;
            }
        }
        if !matches!(low.get(end), Some(' ' | '-')) {
            break;
        }
        place = end + 1;
    }
    none(first, other)
}

/// Says where the noun may begin: past "of", "d'entre eux" and "unités de".
pub(super) fn past_link(low: &[char], at: usize, linked: bool) -> usize {
    let known = lists();
    if linked {
        if let Some(end) = known.link.match_end(low, at) {
            return end;
        }
    }
    let found = match low.get(at + 1) {
        Some('o' | 'd') => known.of_them.match_end(low, at + 1),
        None | Some('u' | 'p' | 'e') => known.units.match_end(low, at + 1),
        _ => None,
    };
    found.unwrap_or(at + 1)
}

/// Reads a number whose noun is the verb's object: "chiffre à plus de 900 les postes créés".
///
/// `start` is where the number's hedges start.
pub fn noun_apart(window: &Window, amount: &mut Amount, start: usize) -> bool {
    let (known, low) = (lists(), &window.low);
    let Some(at) = known.apart.match_end(low, amount.end) else { return false };
    if !known.valued.is_found(&low[..start], start.saturating_sub(48)) {
        return false;
    }
    let Some(end) = noun_at(low, window.forms, at) else { return false };
    if is_clash(low, at, end) {
        return false;
    }
    let noun = written(low, at, end);
    (amount.measure, amount.unit) = (window.forms.counted.get(&*noun).copied(), "count");
    amount.noun = Some((at, end));
    true
}

/// True where such a noun may follow a number that ends at a place.
pub fn noun_ahead(window: &Window, end: usize) -> bool {
    let at = lists().apart.match_end(&window.low, end);
    at.is_some_and(|at| noun_at(&window.low, window.forms, at).is_some())
}

/// True where "and" begins, after which a second adjective or the noun may stand.
pub fn leads_to_second(low: &[char]) -> bool {
    lists().and_noun.match_end(low, 0).is_some()
}

/// The end of the counted noun that stands at a place.
pub fn noun_at(low: &[char], forms: &Forms, at: usize) -> Option<usize> {
    let rest = low.get(at..)?;
    let size = rest.iter().position(|&c| !is_alnum(c)).unwrap_or(rest.len());
    let phrases = forms.count_words.get(&*written(low, at, at + size))?;
    phrases.match_end(low, at)
}

/// True for a noun in the plural, which would be what is counted: "three firms create jobs".
pub fn is_plural(initial: char, word: &str) -> bool {
    word.ends_with(['s', 'x'])
        && chars::is_lower(initial)
        && !["'s", "ss", "-us"].iter().any(|ending| word.ends_with(ending))
        && !word.contains('-')
        && !lists().plurals.contains(word)
}

/// True where the noun that was found is what the number counts.
fn fits(
    window: &Window,
    (at, end): (usize, usize),
    value: Decimal,
    digits: bool,
    hyphen: bool,
) -> bool {
    let (known, low, forms) = (lists(), &window.low, window.forms);
    let form = written(low, at, end);
    let one = Decimal::whole(1);
    if value == one && !digits {
        return false;
    }
    let in_bullets = || known.in_bullets.is_found(&low[..at], at.saturating_sub(24));
    if form == "puces" && value < MANY_BULLETS && in_bullets() {
        // "La récolte, en cinq puces": points of a list, which French names as it does chips.
        return false;
    }
    if is_clash(low, at, end) {
        return false;
    }
    if known.states.contains(&*form) && !is_closed(low, end) {
        return false;
    }
    if known.least.get(&*form).is_some_and(|&least| value < Decimal::whole(i128::from(least))) {
        return false;
    }
    if !hyphen && value > one && forms.counted.contains_key(&format!("{form}s")) {
        // "Three data centre firms": a noun in the singular qualifies the next one.
        if forms.counted.get(&*form) == Some(&Measure::Accelerators) {
            return noun_at(low, forms, end + 1).is_none();
        }
        return is_closed(low, end);
    }
    true
}

/// True where what follows a noun changes its meaning: "postes électriques".
pub fn is_clash(low: &[char], at: usize, end: usize) -> bool {
    let clash = lists().not_then.get(&*written(low, at, end));
    clash.is_some_and(|pattern| pattern.match_end(low, end).is_some())
}

/// True where what follows a place cannot be a noun that belongs to what stands before.
pub fn is_closed(low: &[char], end: usize) -> bool {
    const CLOSING: &str = ",;:)!?–\n»\"]…«(•|";
    let closes = |at: usize| low.get(at).is_some_and(|&c| CLOSING.contains(c));
    match low.get(end) {
        None => true,
        Some(',') => !low.get(end + 1).is_some_and(|&c| is_digit(c)),
        Some(_) if closes(end) => true,
        Some('.') => !low.get(end + 1).is_some_and(|&c| chars::is_alnum(c)),
        Some(' ') => {
            let Some(after) = lists().token.match_end(low, end + 1) else {
                return closes(end + 1);
            };
            let word = written(low, end + 1, after);
            let elided = ["d'ici", "l'", "qu'", "s'", "n'"];
            is_stop(&word) || elided.iter().any(|each| word.starts_with(each))
        }
        _ => false,
    }
}
