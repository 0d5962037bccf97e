//! The words of dates, of both languages, and what they mean seen from a day of publication.

use std::cmp::Reverse;
use std::sync::OnceLock;

use super::letters::{letters, set, split, Set};
use crate::base::chars::is_digit;
use crate::base::lexicon::{keep, lexicon, Value};
use crate::base::periods::{period, Day};
use crate::base::{FastMap, Str};
use crate::pattern::Pattern;

/// What a word of dates names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Month,
    Weekday,
    Span,
    Season,
    Day,
}

/// What the words around a date turn it to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Turn {
    None,
    Next,
    Last,
    /// A number of years; none of them for "of this year".
    Years(i64),
}

impl Turn {
    /// The year after, before, or the same.
    pub fn step(self) -> i64 {
        match self {
            Self::Next => 1,
            Self::Last => -1,
            _ => 0,
        }
    }

    fn of(value: &Value) -> Self {
        match value {
            Value::Int(years) => Self::Years(*years),
            other => match other.text() {
                "next" => Self::Next,
                "last" => Self::Last,
                _ => Self::None,
            },
        }
    }
}

/// Phrases by a character, each with what it tells.
type Before = FastMap<char, Vec<(Vec<char>, (bool, Str))>>;

/// Words of dates, compiled; ``*_back`` expressions read turned-around text.
pub struct CalendarForms {
    /// What a word, with accents or without, names, and its number.
    pub kinds: FastMap<Vec<char>, (Kind, i64)>,
    pub ordinals: FastMap<Vec<char>, i64>,
    /// Phrases before a date, turned around, by their first character and the longest first: each
    /// with whether it tells the date's relation, and which; else whether the date is the end of
    /// what follows it.
    pub before: Before,
    /// Last words of those phrases.
    pub before_ends: Set,
    pub month: Pattern,
    turn: Pattern,
    turns: FastMap<Vec<char>, Turn>,
    /// Words that turn a date they stand before, each with the blank after it.
    leds: Vec<Vec<char>>,
    led: FastMap<Vec<char>, Turn>,
}

/// A table of a constant, by its phrases.
fn table<T>(name: &str, value: impl Fn(&Value) -> T) -> FastMap<Vec<char>, T> {
    let rows = lexicon().get(name).rows();
    rows.iter().map(|(key, each)| (letters(key.text()), value(each))).collect()
}

fn kind(value: &Value) -> (Kind, i64) {
    let [kind, number] = value.items() else { panic!("a kind and a number") };
    let kind = match kind.text() {
        "month" => Kind::Month,
        "weekday" => Kind::Weekday,
        "span" => Kind::Span,
        "season" => Kind::Season,
        _ => Kind::Day,
    };
    (kind, number.int())
}

fn told(value: &Value) -> (bool, Str) {
    let [tells, name] = value.items() else { panic!("whether it tells, and what") };
    (tells.int() != 0, keep(name.text()))
}

/// Phrases before a date, as `CalendarForms` has them.
fn before() -> Before {
    let mut found = Before::default();
    for (phrase, told) in table("calendar.before", told) {
        let back: Vec<char> = phrase.into_iter().rev().collect();
        if let Some(&first) = back.first() {
            found.entry(first).or_default().push((back, told));
        }
    }
    found.values_mut().for_each(|each| each.sort_by_key(|(back, _)| Reverse(back.len())));
    found
}

/// The words of both languages, once in a process.
pub fn calendar_forms() -> &'static CalendarForms {
    static FORMS: OnceLock<CalendarForms> = OnceLock::new();
    FORMS.get_or_init(|| {
        let led = table("dates.calendar._LED", Turn::of);
        CalendarForms {
            kinds: table("calendar.kinds", kind),
            ordinals: table("calendar.ordinals", Value::int),
            before: before(),
            before_ends: set("calendar.before_ends"),
            month: Pattern::of("calendar.month"),
            turn: Pattern::of("dates.calendar._TURN"),
            turns: table("dates.calendar._TURNS", Turn::of),
            leds: led.keys().map(|word| [&word[..], &[' ']].concat()).collect(),
            led,
        }
    })
}

/// What the words around a date turn it to, and where they end.
pub fn turned(low: &[char], start: usize, end: usize) -> (Turn, usize) {
    let forms = calendar_forms();
    if let Some(stop) = forms.turn.match_end(low, end) {
        return (forms.turns.get(&low[end..stop]).copied().unwrap_or(Turn::None), stop);
    }
    let before = &low[start.saturating_sub(10)..start];
    if before.last() == Some(&' ') && forms.leds.iter().any(|each| before.ends_with(each)) {
        let word = split(before).next_back().unwrap_or(&[]);
        return (forms.led.get(word).copied().unwrap_or(Turn::None), end);
    }
    (Turn::None, end)
}

/// The day of publication, as far as it is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Today {
    pub year: i64,
    pub month: Option<i64>,
    pub day: Option<Day>,
}

impl Today {
    /// Reads a partial date; None for what is no date.
    pub fn parse(published: &str) -> Option<Self> {
        let text: Vec<char> = published.chars().take(10).collect();
        let (first, last) = period(&text)?;
        let known = text.get(5).is_some_and(|&c| is_digit(c));
        Some(Self {
            year: first.year,
            month: known.then_some(first.month),
            day: (first == last).then_some(first),
        })
    }

    /// The year of a month that stands without one: the latest past one, or the next.
    pub fn month_year(&self, month: i64, day: Option<i64>, ahead: bool) -> i64 {
        let Some(now) = self.month else { return self.year };
        let days = day.zip(self.day);
        if month == now && days.is_none() {
            return self.year;
        }
        let later = month > now || (month == now && days.is_some_and(|(day, now)| day > now.day));
        match (ahead, later) {
            (true, false) if month != now => self.year + 1,
            (false, true) => self.year - 1,
            _ => self.year,
        }
    }

    /// The year of a quarter or half-year that stands without one.
    pub fn part_year(&self, number: i64, months: i64, ahead: bool) -> i64 {
        let Some(month) = self.month else { return self.year };
        let now = (month - 1) / months + 1;
        match ahead {
            true if number < now => self.year + 1,
            false if number > now => self.year - 1,
            _ => self.year,
        }
    }

    /// The quarter, or half-year, before the current one.
    pub fn last_part(&self, months: i64) -> Option<String> {
        let now = (self.month? - 1) / months;
        let (year, number) = if now > 0 { (self.year, now) } else { (self.year - 1, 12 / months) };
        Some(part_value(&year.to_string(), number, months))
    }

    /// The day of a weekday: the last one, the day itself included, or the next.
    pub fn weekday(&self, number: i64, ahead: bool) -> Option<String> {
        let day = self.day?;
        let back = (day.weekday() - number).rem_euclid(7);
        Some(day.plus(if ahead { 7 - back } else { -back })?.iso())
    }

    /// The day so many days later.
    pub fn shifted(&self, days: i64) -> Option<String> {
        Some(self.day?.plus(days)?.iso())
    }

    /// The year so many months later, or earlier.
    pub fn later(&self, months: i64) -> Option<String> {
        let past = self.month.map_or(0, |month| month - 1);
        let year = self.year.saturating_add(past.saturating_add(months).div_euclid(12));
        (1000..3000).contains(&year).then(|| year.to_string())
    }
}

/// A partial date of a quarter or half-year: ``2027-Q3``, ``2026-H2``.
pub fn part_value(year: &str, number: i64, months: i64) -> String {
    format!("{year}-{}{number}", if months == 3 { 'Q' } else { 'H' })
}

/// A partial date of a month or day; None where there is no such day.
pub fn day_value(year: i64, month: i64, day: Option<i64>) -> Option<String> {
    match day {
        None => Some(format!("{year:04}-{month:02}")),
        Some(day) => Day::new(year, month, day).map(Day::iso),
    }
}
