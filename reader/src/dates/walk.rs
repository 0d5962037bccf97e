//! The walk through a text from date to date, each resolved against the day of publication.

use std::sync::OnceLock;

use super::calendar::{calendar_forms, day_value, part_value, turned, CalendarForms};
use super::calendar::{Kind, Today, Turn};
use super::letters::{after_last, ends_in, is, last_of, letters, list, number, set, strip, Set};
use super::letters::{without, without_marks};
use super::model::DateMention;
use super::tenses::{is_ahead, relation_before};
use super::years::read_year;
use crate::base::chars::{is_decimal, is_digit, is_lower, is_upper};
use crate::base::lexicon::lexicon;
use crate::base::{FastMap, Str};
use crate::pattern::Pattern;

struct Lists {
    word: Pattern,
    quarter: Pattern,
    quarter_leads: Vec<Vec<char>>,
    day_before: Pattern,
    after_month: Pattern,
    of_year: Pattern,
    english_months: Set,
    doubtful: Set,
    before_mars: Vec<Vec<char>>,
    before_may: Vec<Vec<char>>,
    weekday_of_date: Pattern,
    /// What may part two dates, and what must then stand before the first.
    pairs: FastMap<Vec<char>, Vec<Vec<char>>>,
    season_leads: Vec<Vec<char>>,
}

fn lists() -> &'static Lists {
    static LISTS: OnceLock<Lists> = OnceLock::new();
    LISTS.get_or_init(|| {
        let pattern = |name: &str| Pattern::of(&format!("dates.walk.{name}"));
        let set = |name: &str| set(&format!("dates.walk.{name}"));
        let list = |name: &str| list(&format!("dates.walk.{name}"));
        let pairs = lexicon().get("dates.walk._PAIRS").rows().iter().map(|(link, openings)| {
            let openings = openings.texts().iter().map(|each| letters(each)).collect();
            (letters(link.text()), openings)
        });
        Lists {
            word: pattern("_WORD"),
            quarter: pattern("_QUARTER"),
            quarter_leads: list("_QUARTER_LEADS"),
            day_before: pattern("_DAY_BEFORE"),
            after_month: pattern("_AFTER_MONTH"),
            of_year: pattern("_OF_YEAR"),
            english_months: set("_ENGLISH_MONTHS"),
            doubtful: set("_DOUBTFUL"),
            before_mars: list("_BEFORE_MARS"),
            before_may: list("_BEFORE_MAY"),
            weekday_of_date: pattern("_WEEKDAY_OF_DATE"),
            pairs: pairs.collect(),
            season_leads: list("_SEASON_LEADS"),
        }
    })
}

/// True for a value that begins with a year of four digits; those before 1000 or after 9999 are
/// nobody's.
fn has_year(value: &str) -> bool {
    let mut digits = value.chars();
    let four = digits.by_ref().take(4).filter(|&c| is_decimal(c)).count() == 4;
    four && !value.starts_with("0000") && !digits.next().is_some_and(is_decimal)
}

/// Reads the dates of one text from left to right.
pub struct DateWalk<'t> {
    text: &'t [char],
    pub(super) low: &'t [char],
    pub(super) today: Option<Today>,
    pub(super) forms: &'static CalendarForms,
    pub found: Vec<DateMention>,
    /// Where the last date ended.
    pub past: usize,
}

impl<'t> DateWalk<'t> {
    pub fn new(text: &'t [char], low: &'t [char], today: Option<Today>) -> Self {
        Self { text, low, today, forms: calendar_forms(), found: Vec::new(), past: 0 }
    }

    /// Reads the date around a year or a word of dates.
    pub fn read(&mut self, at: usize) {
        let (known, low) = (lists(), self.low);
        if low.get(at).map_or(true, |&c| is_digit(c)) {
            self.year(at);
            return;
        }
        let Some(end) = known.word.match_end(low, at) else { return };
        let Some(&(kind, number)) = self.forms.kinds.get(&low[at..end]) else {
            if known.quarter.match_end(low, at).is_some()
                && ends_in(&low[at.saturating_sub(5)..at], &known.quarter_leads)
            {
                // Its second character is the number, 1 to 4.
                let number = low[at + 1].to_digit(10).map_or(0, i64::from);
                self.part(at, at + 2, number, 3);
            }
            return;
        };
        match kind {
            Kind::Month => self.month(at, end, number),
            Kind::Span => self.span(at, end, number),
            Kind::Weekday => self.weekday(at, end, number),
            Kind::Season => self.season(at, end, number),
            Kind::Day => {
                if let Some(today) = self.today {
                    self.add(at, end, today.shifted(number), None);
                }
            }
        }
    }

    /// Adds a date, with the words before it that refine it and tell its relation.
    pub(super) fn add(
        &mut self,
        start: usize,
        end: usize,
        value: Option<String>,
        relation: Option<Str>,
    ) {
        let (relation, refined) = match relation {
            Some(relation) => (relation, start),
            None => relation_before(self.low, start, self.forms),
        };
        self.keep(refined, end, value, relation);
    }

    fn keep(&mut self, refined: usize, end: usize, value: Option<String>, mut relation: Str) {
        let start = refined.max(self.past);
        if start >= end {
            return;
        }
        let value = value.filter(|value| has_year(value));
        let is_pair = match self.found.last() {
            Some(last) => start - last.end <= 14 && self.is_pair(last, start),
            None => false,
        };
        if let Some(last) = self.found.last_mut().filter(|_| is_pair) {
            last.relation = "start";
            relation = "by";
        }
        self.found.push(DateMention { start, end, value, relation });
        self.past = end;
    }

    /// True where a date closes a pair: "entre 2025 et 2027", "from 2025 to 2029".
    fn is_pair(&self, first: &DateMention, start: usize) -> bool {
        let link = strip(&self.low[first.end..start]);
        if matches!(link, ['-' | '–']) {
            return true;
        }
        let before = &self.low[first.start.saturating_sub(12)..first.start];
        lists().pairs.get(link).is_some_and(|openings| ends_in(before, openings))
    }

    fn year(&mut self, at: usize) {
        for each in read_year(self.low, at).into_iter().flatten() {
            self.add(each.start, each.end, Some(each.value), each.relation);
        }
    }

    fn month(&mut self, at: usize, end: usize, month: i64) {
        let (known, low) = (lists(), self.low);
        let word = &low[at..end];
        let from = at.saturating_sub(7);
        let before = &low[from..at];
        let day_before = match before.iter().any(|&c| is_decimal(c)) {
            true => known.day_before.search(before, 0).and_then(|found| found.group(1)),
            false => None,
        };
        let after = known.after_month.match_at(low, end);
        let of = |group| after.as_ref().and_then(|found| found.group(group));
        let (mut day_after, mut year_after) = (of(1), of(2));
        if day_after.is_some() && !known.english_months.contains(word) {
            (day_after, year_after) = (None, None);
        }
        let dated = day_before.is_some() || day_after.is_some() || year_after.is_some();
        if known.doubtful.contains(word) && !self.is_month(at, word, dated) {
            return;
        }
        let number = |(from, to): (usize, usize)| number(&low[from..to]);
        let (mut start, mut day) = (at, None);
        if let Some(span) = day_after {
            day = Some(number(span));
        } else if let Some((first, last)) = day_before {
            start = from + first;
            day = Some(number((start, from + last)));
        }
        match day {
            Some(1..=31) => start = self.with_weekday(start),
            Some(_) => (day, start) = (None, at),
            None => {}
        }
        let before_it = relation_before(low, start, self.forms);
        let year_after = year_after.map(|span| (number(span), span.1));
        let (year, stop) = match year_after.filter(|(year, _)| (1900..2100).contains(year)) {
            Some((year, stop)) => (Some(year), stop),
            None => {
                let stop = day_after.map_or(end, |span| span.1);
                self.month_year(start, stop, (month, day), before_it)
            }
        };
        let value = year.and_then(|year| day_value(year, month, day));
        if year.is_none() || value.is_some() {
            self.keep(before_it.1, stop, value, before_it.0);
        }
    }

    /// True where "may", "march", "mars" or "sept" is a month rather than another word.
    fn is_month(&self, at: usize, word: &[char], dated: bool) -> bool {
        let known = lists();
        let is_short = word.len() <= 4
            && !["may", "mars", "mai", "juin", "june", "july"].iter().any(|each| is(word, each));
        if is_short || dated {
            return dated;
        }
        let before = &self.low[at.saturating_sub(12)..at];
        if is(word, "mars") {
            return is_lower(self.text[at]) && ends_in(before, &known.before_mars);
        }
        is_upper(self.text[at]) && ends_in(before, &known.before_may)
    }

    /// Where "jeudi 11 septembre" or "Tuesday, 2 September" starts.
    fn with_weekday(&self, start: usize) -> usize {
        let window = &self.low[start.saturating_sub(16)..start];
        let kept = window.iter().rposition(|&c| !matches!(c, ',' | ' ')).map_or(0, |at| at + 1);
        let before = &window[..kept];
        let before = before.strip_suffix(&[' ', 'l', 'e']).unwrap_or(before);
        let word = without_marks(after_last(after_last(before, ' '), '\n'), "(");
        match self.forms.kinds.get(word) {
            Some((Kind::Weekday, _)) => last_of(&self.low[..start], word).unwrap_or(start),
            _ => start,
        }
    }

    /// The year of a month that stands without one, and where the date then ends.
    fn month_year(
        &self,
        start: usize,
        end: usize,
        (month, day): (i64, Option<i64>),
        before: (Str, usize),
    ) -> (Option<i64>, usize) {
        let (turn, stop) = turned(self.low, start, end);
        let Some(today) = self.today else { return (None, stop) };
        match turn {
            Turn::Years(years) => (Some(today.year + years), stop),
            Turn::None => (Some(today.month_year(month, day, is_ahead(self.low, before))), end),
            Turn::Next | Turn::Last => {
                let mut year = today.month_year(month, day, turn == Turn::Next);
                if today.month == Some(month) {
                    // "Last May", said in May, is that of the year before.
                    year += turn.step();
                }
                (Some(year), stop)
            }
        }
    }

    fn weekday(&mut self, at: usize, end: usize, number: i64) {
        let low = self.low;
        let is_of_date = lists().weekday_of_date.match_end(low, end).is_some()
            && self.forms.month.is_found(&low[..low.len().min(end + 24)], end);
        if is_of_date {
            return;
        }
        let (turn, stop) = turned(low, at, end);
        let value = self.today.and_then(|today| today.weekday(number, turn == Turn::Next));
        self.add(at, stop, value, None);
    }

    fn season(&mut self, at: usize, end: usize, quarter: i64) {
        let (known, low) = (lists(), self.low);
        let is_turned = || turned(low, at, end).0 != Turn::None;
        let before = &low[at.saturating_sub(12)..at];
        if known.of_year.match_end(low, end).is_some()
            || is_turned()
            || ends_in(before, &known.season_leads)
        {
            self.part(at, end, quarter, 3);
        }
    }

    /// True where a year stands after a place: "2026", ", in 2026".
    pub(super) fn is_dated(&self, end: usize) -> bool {
        lists().of_year.match_end(self.low, end).is_some()
    }

    /// Adds a quarter, season or half-year, with the year after it or the one it is taken in.
    pub(super) fn part(&mut self, start: usize, end: usize, which: i64, months: i64) {
        let low = self.low;
        if let Some(dated) = lists().of_year.match_at(low, end) {
            let digits = dated.group(1).map_or(&[][..], |(from, to)| &low[from..to]);
            if (1900..2100).contains(&number(digits)) {
                let year: String = digits.iter().collect();
                self.add(start, dated.end(), Some(part_value(&year, which, months)), None);
                return;
            }
        }
        let (turn, stop) = turned(low, start, end);
        let Some(today) = self.today else {
            self.add(start, stop, None, None);
            return;
        };
        let year = if let Turn::Years(years) = turn {
            today.year + years
        } else {
            let ahead = turn == Turn::Next
                || (turn == Turn::None && is_ahead(low, relation_before(low, start, self.forms)));
            let now = today.month.map(|month| (month + months - 1) / months);
            let year = today.part_year(which, months, ahead);
            // "Last summer", said in September, is that of the year before.
            year + if now == Some(which) { turn.step() } else { 0 }
        };
        self.add(start, stop, Some(part_value(&year.to_string(), which, months)), None);
    }

    /// Reads "deuxième trimestre 2026", "the second half of next year", "last quarter".
    pub(super) fn part_of_year(&mut self, at: usize, end: usize, months: i64) {
        let low = self.low;
        let mut words = low[at.saturating_sub(24)..at].rsplit(|&c| c == ' ');
        let (Some(last), Some(word)) = (words.next(), words.next()) else { return };
        let is_plain = last.is_empty() || is(last, "calendar") || is(last, "fiscal");
        if !is_plain {
            return;
        }
        let word = without_marks(after_last(word, '\n'), "(\"«'");
        let word = without(without(word, &['l', '\'']), &['d', '\'']);
        let parts = 12 / months;
        let Some(&number) = self.forms.ordinals.get(word).filter(|&&n| n <= parts) else { return };
        let start = at - last.len() - 1 - word.len();
        if is(word, "last") && !self.is_dated(end) {
            if let Some(today) = self.today {
                // "The last quarter" is the one before; "le dernier trimestre" that of the year.
                self.add(start, end, today.last_part(months), None);
                return;
            }
        }
        self.part(start, end, if number == -1 { parts } else { number }, months);
    }
}
