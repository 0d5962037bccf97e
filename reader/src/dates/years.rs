//! Dates that a year in digits ends or begins: "12/02/2025", "T3 2027", "2026-30", "2025-02-10".

use std::sync::OnceLock;

use super::calendar::{day_value, part_value};
use super::letters::number;
use crate::base::chars::is_alnum;
use crate::base::Str;
use crate::pattern::{Match, Pattern};

struct Patterns {
    numeric_before: Pattern,
    after_year: Pattern,
    quarter_before: Pattern,
}

fn patterns() -> &'static Patterns {
    static PATTERNS: OnceLock<Patterns> = OnceLock::new();
    PATTERNS.get_or_init(|| {
        let of = |name: &str| Pattern::of(&format!("dates.years.{name}"));
        Patterns {
            numeric_before: of("_NUMERIC_BEFORE"),
            after_year: of("_AFTER_YEAR"),
            quarter_before: of("_QUARTER_BEFORE"),
        }
    })
}

/// A date that a year is part of.
pub struct Read {
    pub start: usize,
    pub end: usize,
    pub value: String,
    /// The relation, where the form itself tells it.
    pub relation: Option<Str>,
}

fn plain(start: usize, end: usize, value: String) -> Read {
    Read { start, end, value, relation: None }
}

/// Reads the date around four digits that may be a year; two for "2026-30".
pub fn read_year(low: &[char], at: usize) -> [Option<Read>; 2] {
    let end = at + 4;
    let year = low.get(at..end).map_or(0, number);
    if !(1900..2100).contains(&year) {
        return [None, None];
    }
    let before = if at > 0 { low[at - 1] } else { ' ' };
    let two = &low[at.saturating_sub(2)..at];
    let inside = is_alnum(before) && two != ['f', 'y'];
    if inside || matches!(before, '©' | '#') || two == ['©', ' '] {
        return [None, None];
    }
    let known = patterns();
    if matches!(before, '/' | '.' | '-') {
        if let Some(found) = known.numeric_before.search(&low[..at], at.saturating_sub(7)) {
            let of = |group| found.group(group).map_or(0, |(from, to)| number(&low[from..to]));
            let value = day_month(year, of(1), of(3));
            return [value.map(|value| plain(found.start(), end, value)), None];
        }
    }
    if let Some(after) = known.after_year.match_at(low, end) {
        if let (Some(month), Some(day)) = (after.group(1), after.group(2)) {
            let (month, day) = (number(&low[month.0..month.1]), number(&low[day.0..day.1]));
            let is_month = (1..=12).contains(&month);
            let value = if is_month { day_value(year, month, Some(day)) } else { None };
            return [value.map(|value| plain(at, after.end(), value)), None];
        }
        if let Some(found) = pair(low, at, year, &after) {
            return found;
        }
    }
    let quarter = known.quarter_before.search(&low[..at], at.saturating_sub(6));
    if let Some(found) = quarter {
        let of = |one: usize, other: usize| found.group(one).or(found.group(other));
        if let (Some((letter, _)), Some((from, to))) = (of(1, 4), of(2, 3)) {
            let (is_quarter, part) = (matches!(low[letter], 't' | 'q'), number(&low[from..to]));
            if is_quarter || part < 3 {
                let months = if is_quarter { 3 } else { 6 };
                let value = part_value(&year.to_string(), part, months);
                return [Some(plain(found.start(), end, value)), None];
            }
        }
    }
    [Some(plain(at, end, year.to_string())), None]
}

/// Reads "2026-30", "2025-2029", "2025-02".
fn pair(low: &[char], at: usize, year: i64, after: &Match) -> Option<[Option<Read>; 2]> {
    let ((from, to), (sign, _)) = (after.group(4)?, after.group(3)?);
    let mut other = number(&low[from..to]);
    if to - from != 4 {
        if low[sign] == '-' && (1..=12).contains(&other) && other <= year % 100 {
            return Some([Some(plain(at, after.end(), format!("{year}-{other:02}"))), None]);
        }
        other += year - year % 100;
    }
    if !(year < other && other < 2100) {
        return None;
    }
    Some([
        Some(Read { relation: Some("start"), ..plain(at, at + 4, year.to_string()) }),
        Some(Read { relation: Some("by"), ..plain(from, to, other.to_string()) }),
    ])
}

/// Reads day and month, day first unless that makes no date.
fn day_month(year: i64, first: i64, second: i64) -> Option<String> {
    let (month, day) = (1..=12, 1..=31);
    if month.contains(&second) && day.contains(&first) {
        day_value(year, second, Some(first))
    } else if month.contains(&first) && day.contains(&second) {
        day_value(year, first, Some(second))
    } else {
        None
    }
}
