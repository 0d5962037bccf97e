//! The day a text was published, where its head or foot says it.
//!
//! A running story names dates of events; the date of the text itself stands apart: after a label
//! ("Publié le"), in a dateline ("LIMA, May 6, 2026 –"), or alone between the separators of a line
//! of particulars ("Bretagne · lundi 3 mars 2025 · réservé aux abonnés").

use std::sync::OnceLock;

use super::calendar::day_value;
use super::letters::{letters, number, set, strip, Set};
use super::sureness::weight;
use crate::base::chars::{chars, is_digit, is_space};
use crate::base::lexicon::{lexicon, Value};
use crate::base::FastMap;
use crate::pattern::{Match, Pattern};
use crate::quantities::numerals::goes_on;
use crate::text::tokens::lower_case;

const HEAD_LINES: usize = 14;
const FOOT_LINES: usize = 8;
/// A dateline stands at the start of a paragraph; no more of a line is looked at.
const LINE: usize = 600;
/// Particulars stand on short lines.
pub(super) const SHORT: usize = 160;
/// The foot is looked for in so many characters at the end.
const FOOT: usize = 2000;
/// Characters of the longest weekday, month and what stands between them; those after a digit.
const REACH: usize = 40;
/// Where else in a text the year of a dateline is looked for.
const ELSEWHERE: usize = 20_000;

/// Numbers of the ways to write a date, in the order of the expression, that are told apart: a
/// date in figures, a month and its year, and a day without its year, by the month or by the day.
const IN_FIGURES: usize = 2;
const MONTH_ALONE: usize = 4;
pub(super) const WITHOUT_YEAR: [usize; 2] = [5, 6];
/// Ways that have a year whatever else they leave open, and those where it is beside the day.
const WITH_YEAR: usize = 5;
const WHOLE: usize = 3;

struct Lists {
    date_form: Pattern,
    /// For each way to write a date, its groups: day, month and year; none is 0.
    ways: Vec<[usize; 3]>,
    months: FastMap<Vec<char>, i64>,
    /// Months and weekdays, a bit for each letter of ASCII that one of them begins with, and for
    /// each of those letters a bit for each small letter that goes on.
    names: Set,
    initials: u128,
    seconds: [u32; 128],
    copyright: Pattern,
}

fn lists() -> &'static Lists {
    static LISTS: OnceLock<Lists> = OnceLock::new();
    LISTS.get_or_init(|| {
        let way = |groups: &Value| {
            let group = |at: usize| groups.items().get(at).map_or(0, |each| each.int() as usize);
            [group(0), group(1), group(2)]
        };
        let months = lexicon().get("published.months").rows();
        let names = set("published.names");
        let initials = names.iter().filter_map(|each| each.first()).filter(|c| c.is_ascii());
        Lists {
            initials: initials.fold(0, |all, &c| all | 1 << (c as u32)),
            seconds: seconds(&names),
            date_form: Pattern::of("published.date_form"),
            ways: lexicon().get("published.groups").items().iter().map(way).collect(),
            months: months.iter().map(|(word, n)| (letters(word.text()), n.int())).collect(),
            names,
            copyright: Pattern::of("dates.published._COPYRIGHT"),
        }
    })
}

/// For each letter of ASCII the small letters that stand after it in names that it begins.
fn seconds(names: &Set) -> [u32; 128] {
    let mut found = [0; 128];
    for name in names {
        if let [first, second, ..] = name[..] {
            if first.is_ascii() && second.is_ascii_lowercase() {
                found[first as usize] |= 1 << (second as u32 - 'a' as u32);
            }
        }
    }
    found
}

/// A date as it was found in a line.
pub(super) struct Found {
    /// Where in the line.
    pub(super) start: usize,
    pub(super) end: usize,
    /// Which way it is written.
    pub(super) way: usize,
    /// Its parts, in the stretch of the line that was put in lower case.
    place: Match,
}

impl Found {
    /// A date in a stretch that begins at `base` of the line.
    fn new(place: Match, base: usize) -> Self {
        let month = |groups: &[usize; 3]| place.group(groups[1]).is_some();
        let way = lists().ways.iter().position(month).unwrap_or(0);
        Self { start: base + place.start(), end: base + place.end(), way, place }
    }

    /// True for a date with its day, or in figures.
    pub(super) fn is_whole(&self) -> bool {
        self.way != MONTH_ALONE
    }
}

/// Finds the date of publication, as a partial date; None where only the running story names
/// dates.
pub fn find_published(text: &[char]) -> Option<String> {
    let all = chars();
    let mut best: Option<(i64, String)> = None;
    each_line(text, |line, at_head, rank| {
        let is_decimal = |&c: &char| c.is_ascii_digit() || (!c.is_ascii() && all.is_decimal(c));
        // What begins late in a line is never taken for the date of publication.
        let opening = &line[..line.len().min(SHORT + REACH)];
        let Some(first) = opening.iter().position(is_decimal) else { return };
        // No date begins long before the first digit of a line, nor ends long after the last.
        let opening = &line[..line.len().min(SHORT + 2 * REACH)];
        let last = opening.iter().rposition(is_decimal).unwrap_or(first);
        // With one character more, for what stands before a date counts.
        let base = first.saturating_sub(REACH + 1);
        let low = lower_case(&opening[base..opening.len().min(last + 1 + REACH)]);
        let mut at = first.saturating_sub(REACH) - base;
        while let Some(place) = next_date(&low, at) {
            at = place.end();
            let found = Found::new(place, base);
            if found.start >= SHORT {
                return;
            }
            let weight = weight(line, &found, at_head, rank);
            if weight == 0 || best.as_ref().is_some_and(|best| weight < best.0) {
                continue;
            }
            // "Question publiée le 6 janvier, réponse publiée le 24 février": the later one.
            if let Some(value) = value(&low, &found, text) {
                let new = (weight, value);
                if best.as_ref().map_or(true, |best| new > *best) {
                    best = Some(new);
                }
            }
        }
    });
    best.map(|(_, value)| value)
}

/// The first date from a place on.
fn next_date(low: &[char], at: usize) -> Option<Match> {
    let known = lists();
    let is_plain = |c: char| c.is_ascii_alphanumeric();
    (at..low.len()).find_map(|at| {
        let inside = at > 0 && is_plain(low[at - 1]);
        if inside || !may_begin(low, at) {
            return None;
        }
        known.date_form.match_at(low, at)
    })
}

/// False where no date can begin, which tells most places without the expression: one begins with
/// a month or weekday, or with a number that a month or another number follows.
fn may_begin(low: &[char], at: usize) -> bool {
    let (known, all, first) = (lists(), chars(), low[at]);
    if first == ' ' || (at > 0 && all.is_alnum(low[at - 1])) {
        return false;
    }
    if !all.is_decimal(first) {
        let may = !first.is_ascii() || known.initials >> (first as u32) & 1 == 1;
        return may && is_name(low, at);
    }
    let digits =
        |at: usize| low.iter().skip(at).take(5).take_while(|&&c| all.is_decimal(c)).count();
    let size = digits(at);
    let Some(&mark) = low.get(at + size) else { return false };
    let next = at + size + 1;
    match (size, mark) {
        (4, '-') => digits(next) > 0,
        (1 | 2, '-' | '/' | '.') => low.get(next + digits(next)) == Some(&mark),
        (1 | 2, ' ') => goes_on(low, next, "of ") || is_name(low, next),
        // "3rd", "1er"
        (1 | 2, 'e' | 'n' | 'r' | 's' | 't') => true,
        _ => false,
    }
}

/// True where a month or weekday stands.
fn is_name(low: &[char], at: usize) -> bool {
    let (all, known) = (chars(), lists());
    // Two letters tell most words.
    if let Some(&[first, second]) = low.get(at..at + 2) {
        let follows = |seconds: &u32| seconds >> (second as u32 - 'a' as u32) & 1 == 1;
        if second.is_ascii_lowercase() && !known.seconds.get(first as usize).map_or(true, follows) {
            return false;
        }
    }
    let size = low[at..].iter().position(|&c| !all.is_alnum(c)).unwrap_or(low.len() - at);
    size > 2 && known.names.contains(&low[at..at + size])
}

/// Calls back with the lines of the head, then of the foot, each with its rank from the edge.
fn each_line(text: &[char], mut found: impl FnMut(&[char], bool, usize)) {
    let (mut rank, mut start) = (0, 0);
    while rank < HEAD_LINES && start < text.len() {
        let stop = text[start..].iter().position(|&c| c == '\n');
        let stop = stop.map_or(text.len(), |size| start + size);
        let line = strip(&text[start..stop.min(start + LINE)]);
        if !line.is_empty() {
            found(line, true, rank);
            rank += 1;
        }
        start = stop + 1;
    }
    let start = start.max(text.len().saturating_sub(FOOT)).min(text.len());
    let foot =
        text[start..].rsplit(|&c| c == '\n').filter(|line| !line.iter().all(|&c| is_space(c)));
    for (back, line) in foot.take(FOOT_LINES).enumerate() {
        if line.len() <= SHORT {
            found(strip(line), false, back);
        }
    }
}

/// The partial date that was matched.
fn value(low: &[char], found: &Found, text: &[char]) -> Option<String> {
    let known = lists();
    let groups = known.ways.get(found.way)?;
    let of = |part: usize| {
        let group = Some(groups[part]).filter(|&group| group > 0)?;
        found.place.group(group).map(|(from, to)| &low[from..to])
    };
    let (day, month_text) = (of(0).map(number), of(1)?);
    let year = if found.way < WITH_YEAR { number(of(2)?) } else { year_elsewhere(text)? };
    if !(1900..2100).contains(&year) {
        return None;
    }
    let (mut month, mut day) = if month_text.iter().all(|&c| is_digit(c)) {
        (number(month_text), day)
    } else {
        (known.months.get(month_text).copied()?, day)
    };
    if found.way == IN_FIGURES && month > 12 && day.is_some() {
        (month, day) = (day.unwrap_or(0), Some(month));
    }
    if !(1..=12).contains(&month) {
        return None;
    }
    day_value(year, month, day)
}

/// The year of a dateline without one: of the copyright, or of every full date of the text.
fn year_elsewhere(text: &[char]) -> Option<i64> {
    let known = lists();
    let low = lower_case(&text[..text.len().min(ELSEWHERE)]);
    if let Some(found) = known.copyright.search(&low, 0) {
        return found.group(1).map(|(from, to)| number(&low[from..to]));
    }
    let mut years: Option<&[char]> = None;
    let mut at = 0;
    while let Some(found) = next_date(&low, at) {
        at = found.end();
        let year = known.ways[..WHOLE].iter().find_map(|groups| found.group(groups[2]));
        let Some((from, to)) = year else { continue };
        let year = &low[from..to];
        if years.is_some_and(|known| known != year) {
            return None;
        }
        years = Some(year);
    }
    years.map(number)
}
