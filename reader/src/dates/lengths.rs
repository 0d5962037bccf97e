//! Lengths of time, read from their end: "sur dix à quinze ans", "over the next four years".

use std::sync::OnceLock;

use super::letters::{after_last, is, number, set, split, without, without_marks, Set};
use crate::base::chars::{is_decimal, is_digit, is_space};
use crate::base::lexicon::keep;
use crate::base::{FastMap, Str};
use crate::quantities::forms::quantity_forms;

const ONE: i128 = 1_000_000_000;

struct Lists {
    /// Prepositions, each kept as it is told.
    leads: FastMap<Vec<char>, Str>,
    manners: FastMap<Vec<char>, Str>,
    past: Set,
    shifting: Set,
    articles: Set,
    roughly: Set,
    range_words: Set,
}

fn lists() -> &'static Lists {
    static LISTS: OnceLock<Lists> = OnceLock::new();
    LISTS.get_or_init(|| {
        let of = |name: &str| set(&format!("dates.lengths.{name}"));
        let kept = |name: &str| {
            let words = of(name).into_iter();
            words.map(|each| (each.clone(), keep(&each.iter().collect::<String>()))).collect()
        };
        Lists {
            leads: kept("_LEADS"),
            manners: kept("_MANNERS"),
            past: of("PAST"),
            shifting: of("_SHIFTING"),
            articles: of("_ARTICLES"),
            roughly: of("_ROUGHLY"),
            range_words: of("_RANGE_WORDS"),
        }
    })
}

/// A number of years or months, and what the words before it say.
pub struct Length {
    pub number: i64,
    /// How many characters before its unit the number starts.
    pub back: usize,
    /// Word that tells past from future: "last", "prochaines".
    pub manner: Str,
    /// Preposition: "sur", "within", "il y a"; empty where there is none.
    pub lead: Str,
}

impl Length {
    /// True where its manner tells of the past.
    pub fn is_past(&self) -> bool {
        !self.manner.is_empty() && lists().past.contains(&self.manner.chars().collect::<Vec<_>>())
    }
}

/// Reads the number that stands before a unit of time; a singular unit may do without one ("over
/// the past decade").
pub fn read_length(before: &[char], unit: &[char]) -> Option<Length> {
    if !matches!(before.last(), Some(' ' | '\'')) {
        return None;
    }
    let known = lists();
    let mut words: Vec<&[char]> = split(before).collect();
    if words.last() == Some(&&['d', '\''][..]) {
        words.pop(); // "une dizaine d'années"
    }
    let mut manner = "";
    if let Some(word) = words.last().and_then(|word| known.manners.get(*word)) {
        manner = word;
        words.pop();
    }
    let last = *words.last()?;
    let Some(number) = count(last) else {
        let size = manner.chars().count();
        let shifts = size > 0 && known.shifting.iter().any(|each| is(each, manner));
        if shifts && unit.last() != Some(&'s') && known.articles.contains(last) {
            let lead = lead(&words[..words.len() - 1]);
            return Some(Length { number: 1, back: size + 1, manner, lead });
        }
        return None;
    };
    let mut first = last;
    words.pop();
    if let [.., lower, link] = words[..] {
        if known.range_words.contains(link) && count(lower).is_some() {
            words.truncate(words.len() - 2);
            first = lower;
        }
    }
    let elided = if first.starts_with(&['d', '\'']) { 2 } else { 0 };
    // Counted in words, for "a" stands in "past", too.
    let back = tail(before, words.len()).len().saturating_sub(elided);
    if let Some(word) = words.last().and_then(|word| known.manners.get(*word)) {
        manner = word;
        words.pop();
    }
    if words.last().is_some_and(|word| known.articles.contains(*word)) {
        let led = words.len().checked_sub(2).map(|at| words[at]);
        if led != Some(&['y']) {
            words.pop();
        }
    }
    while words.last().is_some_and(|word| known.roughly.contains(*word)) {
        words.pop();
    }
    Some(Length { number, back, manner, lead: lead(&words) })
}

/// What is left of a text after so many words and the blanks after them.
fn tail(text: &[char], words: usize) -> &[char] {
    let mut rest = text;
    for number in 0..=words {
        rest = &rest[rest.iter().position(|&c| !is_space(c)).unwrap_or(rest.len())..];
        if number < words {
            rest = &rest[rest.iter().position(|&c| is_space(c)).unwrap_or(rest.len())..];
        }
    }
    rest
}

/// The preposition that stands last; "au cours" and "il y a" by their last words.
fn lead(words: &[&[char]]) -> Str {
    let Some(last) = words.last() else { return "" };
    let ends = |phrase: &[&str]| {
        let from = words.len().checked_sub(phrase.len());
        from.is_some_and(|from| words[from..].iter().zip(phrase).all(|(a, b)| is(a, b)))
    };
    let lead = without_marks(last, "(«\"[-–");
    let known = lists();
    if is(lead, "à") && words.len() > 1 && is(words[words.len() - 2], "d'ici") {
        return "d'ici";
    }
    if ends(&["y", "a"]) || ends(&["y", "a", "un", "peu"]) {
        return "il y a";
    }
    known.leads.get(lead).copied().unwrap_or("")
}

/// The number in one word; the upper one of "10-15".
fn count(word: &[char]) -> Option<i64> {
    let word = without_marks(without(word, &['d', '\'']), "(«\"");
    if matches!(word, ['a'] | ['a', 'n'] | ['u', 'n', 'e'] | ['u', 'n']) {
        return Some(1);
    }
    let counts = word.first().is_some_and(|&c| is_digit(c));
    let last = if counts { after_last(after_last(word, '–'), '-') } else { word };
    if !last.is_empty() && last.iter().all(|&c| is_decimal(c)) {
        return (last.len() < 4).then(|| number(last));
    }
    let forms = quantity_forms();
    let spaced: String = last.iter().map(|&c| if c == '-' { ' ' } else { c }).collect();
    if let Some(&number) = forms.cardinals.get(&spaced) {
        return Some(number);
    }
    let written: String = last.iter().collect();
    forms.collectives.get(&written).and_then(|value| i64::try_from(value.0 / ONE).ok())
}
