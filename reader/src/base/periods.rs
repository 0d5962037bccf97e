//! Partial dates (``2027``, ``2026-H2``, ``2027-Q3``, ``2026-03``, ``2026-03-30``), and the days
//! they are made of.
//!
//! Days are those of the Gregorian calendar, taken back to the year 1, up to the year 9999.

use crate::pattern::classes::{digit_of, is_digit};

/// A day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Day {
    pub year: i64,
    pub month: i64,
    pub day: i64,
}

const LAST_YEAR: i64 = 9999;
const DAYS_OF_400_YEARS: i64 = 146_097;
/// Days before each month of a year that is no leap year.
const BEFORE_MONTH: [i64; 12] = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];

fn is_leap(year: i64) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

fn month_days(year: i64, month: i64) -> i64 {
    match month {
        2 if is_leap(year) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Days before the first one of a year.
fn days_before_year(year: i64) -> i64 {
    let past = year - 1;
    365 * past + past / 4 - past / 100 + past / 400
}

impl Day {
    /// The day, where there is such a one.
    pub fn new(year: i64, month: i64, day: i64) -> Option<Self> {
        let exists = (1..=LAST_YEAR).contains(&year)
            && (1..=12).contains(&month)
            && (1..=month_days(year, month)).contains(&day);
        exists.then_some(Self { year, month, day })
    }

    /// Its number; the first day of the year 1 is 1.
    pub fn ordinal(self) -> i64 {
        let leap = i64::from(self.month > 2 && is_leap(self.year));
        let before = BEFORE_MONTH[(self.month - 1).clamp(0, 11) as usize];
        days_before_year(self.year) + before + leap + self.day
    }

    /// The day of a number.
    pub fn of_ordinal(ordinal: i64) -> Option<Self> {
        if !(1..=days_before_year(LAST_YEAR + 1)).contains(&ordinal) {
            return None;
        }
        let mut year = 400 * (ordinal - 1) / DAYS_OF_400_YEARS + 1;
        while ordinal <= days_before_year(year) {
            year -= 1;
        }
        while ordinal > days_before_year(year + 1) {
            year += 1;
        }
        let mut rest = ordinal - days_before_year(year);
        let mut month = 1;
        while rest > month_days(year, month) {
            rest -= month_days(year, month);
            month += 1;
        }
        Some(Self { year, month, day: rest })
    }

    /// The day so many days later.
    pub fn plus(self, days: i64) -> Option<Self> {
        Self::of_ordinal(self.ordinal().checked_add(days)?)
    }

    /// ISO 8601: Monday is 1.
    pub fn weekday(self) -> i64 {
        (self.ordinal() + 6) % 7 + 1
    }

    /// ``2026-03-30``.
    pub fn iso(self) -> String {
        format!("{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

/// The first and last day of a partial date; None for what is none.
pub fn period(text: &[char]) -> Option<(Day, Day)> {
    let (head, rest) = (text.get(..4)?, &text[4..]);
    if !head.iter().all(|&c| is_digit(c)) {
        return None;
    }
    let year = head.iter().filter_map(|&c| digit_of(c)).fold(0, |all, d| 10 * all + i64::from(d));
    let two = |tens: char, ones: char| -> Option<i64> {
        Some(i64::from(10 * tens.to_digit(10)? + ones.to_digit(10)?))
    };
    let (first, last) = match *rest {
        [] => (1, 12),
        ['-', 'H', half @ ('1' | '2')] => (if half == '1' { 1 } else { 7 }, 0),
        ['-', 'Q', quarter @ '1'..='4'] => (3 * two('0', quarter)? - 2, 0),
        ['-', tens, ones] => (two(tens, ones)?, 0),
        ['-', tens, ones, '-', ten, one] => {
            let day = Day::new(year, two(tens, ones)?, two(ten, one)?)?;
            return Some((day, day));
        }
        _ => return None,
    };
    let last = match rest {
        [_, 'H', ..] => first + 5,
        [_, 'Q', ..] => first + 2,
        _ => last.max(first),
    };
    Some((Day::new(year, first, 1)?, Day::new(year, last, month_days(year, last))?))
}

#[cfg(test)]
mod tests {
    use super::{period, Day};

    fn first_and_last(text: &str) -> Option<(String, String)> {
        let letters: Vec<char> = text.chars().collect();
        period(&letters).map(|(first, last)| (first.iso(), last.iso()))
    }

    #[test]
    fn days_and_their_numbers() {
        for ordinal in [1, 365, 366, 146_097, 146_098, 738_000, 3_652_059] {
            assert_eq!(Day::of_ordinal(ordinal).map(Day::ordinal), Some(ordinal));
        }
        assert_eq!(Day::of_ordinal(3_652_060), None);
        assert_eq!(Day::new(2026, 3, 30).map(Day::weekday), Some(1));
        assert_eq!(Day::new(1900, 2, 29), None);
    }

    #[test]
    fn partial_dates() {
        let ends = |first: &str, last: &str| Some((first.to_string(), last.to_string()));
        assert_eq!(first_and_last("2026-H2"), ends("2026-07-01", "2026-12-31"));
        assert_eq!(first_and_last("2024-02"), ends("2024-02-01", "2024-02-29"));
        assert_eq!(first_and_last("2027"), ends("2027-01-01", "2027-12-31"));
        assert_eq!(first_and_last("2027-Q1"), ends("2027-01-01", "2027-03-31"));
        assert_eq!(first_and_last("2026-02-30"), None);
        assert_eq!(first_and_last("0000"), None);
    }
}
