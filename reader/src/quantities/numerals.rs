//! Numbers as texts write them: "1.500", "8,5", "vingt-cinq", "une dizaine", "half a".
//!
//! A numeral is only the number: what scales it ("milliards") and what it counts ("MW", "emplois")
//! is read by `amounts`.

use std::sync::OnceLock;

use super::forms::Forms;
use crate::base::{Decimal, Short, Str};
use crate::pattern::classes::{digit_of, is_digit};
use crate::pattern::Pattern;

/// A number read at a place of a text.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Numeral {
    pub end: usize,
    pub value: Decimal,
    /// ``digits``, ``words``, ``collective`` ("une dizaine"), ``article`` ("un", "a"), ``scale``.
    pub kind: Str,
    /// True where it is the least that the words can mean: "plusieurs", "des centaines".
    pub several: bool,
    /// The other reading of "1.500" or "1,098", with its digits after the point.
    pub decimal: Option<(Decimal, String)>,
    /// What parts the groups where the reading is open: a full stop or a comma.
    pub separator: Option<char>,
    /// True where thousands are set apart, so that it is no year.
    pub grouped: bool,
    /// True for four digits in a row that may be a year.
    pub year: bool,
    /// True where a plus sign makes it the least: "10,000+".
    pub plus: bool,
}

impl Numeral {
    pub fn new(end: usize, value: Decimal, kind: Str) -> Self {
        Self { end, value, kind, ..Self::default() }
    }

    fn grouped(end: usize, value: Decimal) -> Self {
        Self { grouped: true, ..Self::new(end, value, "digits") }
    }
}

struct Patterns {
    indian: Pattern,
    letters: Pattern,
    adjective: Pattern,
    and_half: Pattern,
    of_one: Pattern,
    point: Pattern,
    link: Pattern,
    a_cent: Pattern,
    the: Pattern,
}

fn patterns() -> &'static Patterns {
    static PATTERNS: OnceLock<Patterns> = OnceLock::new();
    PATTERNS.get_or_init(|| {
        let of = |name: &str| Pattern::of(&format!("quantities.numerals.{name}"));
        Patterns {
            indian: of("_INDIAN"),
            letters: of("_LETTERS"),
            adjective: of("_ADJECTIVE"),
            and_half: of("_AND_HALF"),
            of_one: of("_OF_ONE"),
            point: of("_POINT"),
            link: of("_LINK"),
            a_cent: of("_A_CENT"),
            the: of("_THE"),
        }
    })
}

const ONE: Decimal = Decimal(1_000_000_000);

/// The characters of a span as a string.
#[inline]
pub fn written(text: &[char], from: usize, to: usize) -> Short {
    Short::of(text.get(from..to).unwrap_or(&[]))
}

/// True where a text goes on like this: `text.startswith(phrase, at)`.
#[inline]
pub fn goes_on(text: &[char], at: usize, phrase: &str) -> bool {
    let mut rest = text.get(at..).unwrap_or(&[]).iter();
    phrase.chars().all(|c| rest.next() == Some(&c))
}

/// True where a text ends like this before a place: `text.endswith(phrase, 0, at)`.
pub fn ends_so(text: &[char], at: usize, phrase: &str) -> bool {
    let size = phrase.chars().count();
    at >= size && goes_on(text, at - size, phrase)
}

/// A number in digits, as it is written: 1 500, 1.500.000, 8,5.
pub(super) struct Digits {
    /// Where its first digits end.
    pub(super) head: usize,
    /// What parts the groups of three digits, and where they end.
    pub(super) groups: Option<(char, usize)>,
    /// Where its fraction begins, after the mark before it, and ends.
    pub(super) fraction: Option<(usize, usize)>,
    pub(super) end: usize,
}

impl Digits {
    /// The digits that start at a place; None for more of them than any amount has.
    pub(super) fn at(text: &[char], at: usize) -> Option<Self> {
        let run = |from: usize| text[from..].iter().take_while(|&&c| is_digit(c)).count();
        let is_group = |from: usize| from <= text.len() && run(from) == 3;
        let size = run(at);
        if size == 0 || size > 15 {
            return None;
        }
        let head = at + size;
        let (mut end, mut groups) = (head, None);
        if let Some(&mark @ (' ' | '.' | ',' | '\'')) = text.get(head) {
            while text.get(end) == Some(&mark) && is_group(end + 1) {
                end += 4;
                groups = Some((mark, end));
            }
        }
        let mut fraction = None;
        if matches!(text.get(end), Some('.' | ',')) {
            let size = run(end + 1);
            let after = end + 1 + size;
            let goes_on = matches!(text.get(after), Some('.' | ','))
                && text.get(after + 1).is_some_and(|&c| is_digit(c));
            if (1..=6).contains(&size) && !goes_on {
                fraction = Some((end + 1, after));
                end = after;
            }
        }
        Some(Self { head, groups, fraction, end })
    }
}

/// Reads a number in digits that starts at a place; None for what cannot be an amount.
pub fn digits_at(text: &[char], at: usize) -> Option<Numeral> {
    let Digits { head, groups, fraction, mut end } = Digits::at(text, at)?;
    let first = &text[at..head];
    let of = |(from, to): (usize, usize)| &text[from..to];
    let mut fraction = fraction.map(of);
    let Some((separator, groups_end)) = groups.filter(|_| first.len() <= 3) else {
        if groups.is_some() {
            // "En 2025 300 emplois": no thousands are set apart after four digits.
            (end, fraction) = (head, None);
        } else if text.get(end) == Some(&',') {
            if let Some(lakhs) = patterns().indian.match_end(text, at) {
                return Some(Numeral::grouped(lakhs, number(&text[at..lakhs], None)?));
            }
        }
        let value = number(first, fraction)?;
        if let Some(half) = text.get(end).copied().and_then(fraction_sign) {
            return Some(Numeral::new(end + 1, Decimal(value.0 + half), "digits"));
        }
        let year = first.len() == 4
            && fraction.is_none()
            && (first.starts_with(&['1', '9']) || first.starts_with(&['2', '0']));
        return Some(Numeral { year, ..Numeral::new(end, value, "digits") });
    };
    let whole = &text[at..groups_end];
    if fraction.is_some() {
        if text[groups_end] == separator || first == ['0'] {
            return None;
        }
    } else if groups_end == head + 4 && matches!(separator, '.' | ',') {
        let three = &text[head + 1..groups_end];
        let decimal = number(first, Some(three))?;
        if first[0] == '0' {
            return Some(Numeral::new(end, decimal, "digits"));
        }
        let mut numeral = Numeral::grouped(end, number(whole, None)?);
        numeral.decimal = Some((decimal, three.iter().collect()));
        numeral.separator = Some(separator);
        return Some(numeral);
    }
    Some(Numeral::grouped(end, number(whole, fraction)?))
}

fn fraction_sign(c: char) -> Option<i128> {
    match c {
        '½' => Some(500_000_000),
        '¼' => Some(250_000_000),
        '¾' => Some(750_000_000),
        _ => None,
    }
}

/// A number of these digits, of any script; what parts them is passed over.
fn number(whole: &[char], fraction: Option<&[char]>) -> Option<Decimal> {
    let (mut value, mut places) = (0_i128, 9);
    let digits = |text: &[char]| text.iter().copied().filter_map(digit_of).collect::<Vec<u32>>();
    for digit in digits(whole) {
        value = value.checked_mul(10)?.checked_add(i128::from(digit))?;
    }
    for digit in fraction.map(digits).unwrap_or_default() {
        value = value.checked_mul(10)?.checked_add(i128::from(digit))?;
        places -= 1;
    }
    Some(Decimal(value.checked_mul(10_i128.pow(places))?))
}

/// Reads a number in words that starts at a place of a text in lower case.
pub fn words_at(low: &[char], at: usize, forms: &Forms) -> Option<Numeral> {
    let known = patterns();
    let Some(mut end) = forms.lead.match_end(low, at) else {
        return cardinal_or_collective(low, at, forms, ONE, true);
    };
    let word = written(low, at, end);
    let mut following = low.get(end).copied();
    let (mut value, mut kind, mut several) = (ONE, "words", false);
    if let Some(number) = forms.several.get(&*word) {
        (value, several) = (Decimal::whole(i128::from(*number)), true);
    } else if let (Some(part), false) =
        (forms.fractions.get(&*word), forms.cardinals.contains_key(&*word))
    {
        value = *part;
        if let Some(link) = known.of_one.match_end(low, end) {
            end = link;
            following = low.get(end).copied();
        }
    } else if word.ends_with("couple of") {
        value = Decimal::whole(2);
    } else {
        // "un", "a", "one": alone they count nothing, unless a longer number follows.
        let number = cardinal_or_collective(low, at, forms, ONE, true);
        if number.as_ref().is_some_and(|each| each.value != ONE) {
            return number;
        }
        kind = "article";
    }
    if !matches!(following, Some(' ' | '-')) {
        return None;
    }
    let mut at = end + 1;
    if kind == "article"
        && matches!(&word[..], "a" | "an")
        && known.a_cent.match_end(low, at).is_some()
    {
        return None;
    }
    if let Some(after) = known.adjective.match_end(low, at) {
        if goes_on(low, at, "demi") || goes_on(low, at, "half") {
            (value, kind) = (Decimal(value.0 / 2), "words");
        }
        at = after;
    }
    if let Some(mut longer) = cardinal_or_collective(low, at, forms, value, false) {
        let of_a = ["hundred", "thousand", "one"].iter().any(|each| goes_on(low, at, each));
        if word == "a" && longer.kind == "words" && !of_a {
            return None; // French: "Norvane a deux usines"
        }
        longer.several |= several;
        return Some(longer);
    }
    Some(Numeral { several, ..Numeral::new(at - 1, value, kind) })
}

/// Reads "vingt-cinq mille" or "(une) centaine de milliers" after `times` of them.
fn cardinal_or_collective(
    low: &[char],
    at: usize,
    forms: &Forms,
    times: Decimal,
    bare: bool,
) -> Option<Numeral> {
    if let Some(end) = forms.collective.match_end(low, at) {
        let word = written(low, at, end);
        let mut number =
            Numeral::new(end, times.times(*forms.collectives.get(&*word)?), "collective");
        if bare {
            // "Tens of thousands": nobody says how many tens, so at least two.
            if !word.ends_with('s') {
                return None;
            }
            number.value = number.value.times(Decimal::whole(2));
            number.several = true;
        }
        if let Some(link) = patterns().link.match_end(low, number.end) {
            if let Some(more) = forms.collective.match_end(low, link) {
                let many = written(low, link, more);
                if many.ends_with('s') {
                    number.value = number.value.times(*forms.collectives.get(&*many)?);
                    number.end = more;
                }
            }
        }
        return Some(number);
    }
    let mut cardinal = cardinal(low, at, forms)?;
    if times != ONE {
        // "several hundred" is several times a hundred; "plusieurs deux" is nothing.
        if cardinal.value != Decimal::whole(100) && cardinal.value != Decimal::whole(1000) {
            return None;
        }
        cardinal.value = cardinal.value.times(times);
    }
    Some(cardinal)
}

/// Reads a cardinal number of any size below a million, with decimals in words.
fn cardinal(low: &[char], at: usize, forms: &Forms) -> Option<Numeral> {
    let known = patterns();
    let small = below_thousand(low, at, forms);
    let (mut end, mut value) = match small {
        Some((end, value)) => (end, Decimal::whole(i128::from(value))),
        None => (at, ONE),
    };
    let thousands = if small.is_some() { thousand(low, end + 1) } else { thousand(low, at) };
    if let Some(after) = thousands {
        value = value.times(Decimal::whole(1000));
        end = after;
        let mut rest = match low.get(end) {
            Some(' ' | '-') => below_thousand(low, end + 1, forms),
            _ => None,
        };
        if rest.is_none() && (goes_on(low, end, " and ") || goes_on(low, end, " et ")) {
            let next =
                low[end + 1..].iter().position(|&c| c == ' ').map_or(low.len(), |n| end + 1 + n);
            rest = below_thousand(low, next + 1, forms);
        }
        if let Some((after, more)) = rest {
            end = after;
            value = Decimal(value.0 + Decimal::whole(i128::from(more)).0);
        }
    } else if small.is_none() {
        return None;
    }
    if let Some(point) = known.point.match_end(low, end) {
        if let Some((after, part)) = decimals(low, point, forms) {
            return Some(Numeral::new(after, Decimal(value.0 + part.0), "words"));
        }
    }
    if let Some(half) = known.and_half.match_at(low, end) {
        let (from, to) = half.group(1)?;
        let part = written(low, from, to);
        let part = part.strip_prefix("une ").unwrap_or(&part);
        let part = part.strip_prefix("un ").unwrap_or(part);
        let part = part.strip_prefix("a ").unwrap_or(part);
        let more = forms.fractions.get(part)?;
        return Some(Numeral::new(half.end(), Decimal(value.0 + more.0), "words"));
    }
    Some(Numeral::new(end, value, "words"))
}

/// Where "mille" or "thousand" ends that begins at a place.
fn thousand(low: &[char], at: usize) -> Option<usize> {
    let end = patterns().letters.match_end(low, at)?;
    matches!(&written(low, at, end)[..], "mille" | "mil" | "thousand").then_some(end)
}

/// The longest cardinal of the table that stands here: where it ends, and its value.
fn below_thousand(low: &[char], at: usize, forms: &Forms) -> Option<(usize, i64)> {
    let (letters, cardinals) = (&patterns().letters, &forms.cardinals);
    let mut end = letters.match_end(low, at)?;
    let mut phrase = written(low, at, end).to_string();
    if !cardinals.contains_key(&*phrase) {
        return (phrase == "hundred").then_some((end, 100));
    }
    while matches!(low.get(end), Some(' ' | '-')) {
        let Some(mut after) = letters.match_end(low, end + 1) else { break };
        let next = written(low, end + 1, after);
        let mut longer = format!("{phrase} {next}");
        if !cardinals.contains_key(&longer) {
            // "vingt et un", "one hundred and fifty": the link alone makes no number.
            let linked = matches!(&next[..], "et" | "and");
            if !linked || !matches!(low.get(after), Some(' ' | '-')) {
                break;
            }
            let Some(last) = letters.match_end(low, after + 1) else { break };
            longer = format!("{longer} {}", written(low, after + 1, last));
            if !cardinals.contains_key(&longer) {
                break;
            }
            after = last;
        }
        (phrase, end) = (longer, after);
    }
    Some((end, *cardinals.get(&*phrase)?))
}

/// Reads what follows "virgule" or "point": "cinq" is 0.5, "vingt-cinq" and "two five" 0.25.
fn decimals(low: &[char], mut at: usize, forms: &Forms) -> Option<(usize, Decimal)> {
    let (mut digits, mut end) = (String::new(), at);
    while digits.len() < 6 {
        let Some((after, value)) = below_thousand(low, at, forms) else { break };
        end = after;
        digits.push_str(&value.to_string());
        if low.get(end) != Some(&' ') {
            break;
        }
        at = end + 1;
    }
    if digits.is_empty() {
        return None;
    }
    Some((end, Decimal::parse(&format!("0.{digits}"))?))
}

/// Reads "le milliard d'euros", "billions of dollars" where the scale word stands at a place.
pub fn scale_alone(low: &[char], at: usize, word: &str) -> Option<Numeral> {
    let is_small = matches!(word, "hundred" | "thousand" | "mille" | "mil");
    if is_small || at == 0 || !matches!(low[at - 1], ' ' | '-') {
        return None;
    }
    // The number ends before the space, as it would if it were written.
    if word.ends_with('s') {
        if goes_on(low, at + word.chars().count(), " of ") {
            let two = Numeral::new(at - 1, Decimal::whole(2), "scale");
            return Some(Numeral { several: true, ..two });
        }
    } else if patterns().the.is_found(&low[..at], at.saturating_sub(7)) {
        return Some(Numeral::new(at - 1, ONE, "scale"));
    }
    None
}
