//! Years, months, decades and lengths of time, as the walk comes upon their units.

use std::sync::OnceLock;

use super::calendar::{turned, Turn};
use super::lengths::read_length;
use super::letters::{after_last, is, letters, number, set, Set};
use super::tenses::has_lasted;
use super::walk::DateWalk;
use crate::base::chars::is_space;
use crate::base::lexicon::lexicon;
use crate::base::FastMap;
use crate::pattern::{Match, Pattern};
use crate::quantities::numerals::{ends_so, goes_on};

struct Lists {
    year_leads: FastMap<Vec<char>, i64>,
    /// Words that make a length of time one to come, without any preposition.
    ahead: Set,
    shift: Pattern,
    aged: Pattern,
    from_year: Pattern,
}

/// Groups of `shift`: "ago", and "earlier" or the like.
const AGO: usize = 1;
const BEFORE: usize = 2;

fn lists() -> &'static Lists {
    static LISTS: OnceLock<Lists> = OnceLock::new();
    LISTS.get_or_init(|| {
        let leads = lexicon().get("dates.walk._YEAR_LEADS").rows().iter();
        Lists {
            year_leads: leads.map(|(lead, step)| (letters(lead.text()), step.int())).collect(),
            ahead: set("dates.walk._AHEAD"),
            shift: Pattern::of("dates.walk._SHIFT"),
            aged: Pattern::of("dates.walk._AGED"),
            from_year: Pattern::of("dates.walk._FROM_YEAR"),
        }
    })
}

impl DateWalk<'_> {
    /// Reads what is built on "trimestre", "half", "an", "year", "decade", "months".
    pub(super) fn span(&mut self, at: usize, end: usize, months: i64) {
        let is_whole = match months {
            3 | 6 => {
                self.part_of_year(at, end, months);
                true
            }
            12 => self.whole_year(at, end),
            120 => self.decade(at, end),
            1 => self.whole_month(at, end),
            _ => false,
        };
        if !is_whole {
            self.length(at, end, months);
        }
    }

    /// True where the text ends like this before a place.
    fn is_led(&self, at: usize, phrases: &[&str]) -> bool {
        phrases.iter().any(|phrase| ends_so(self.low, at, phrase))
    }

    /// Reads "next month", "le mois dernier", "ce mois-ci".
    fn whole_month(&mut self, at: usize, end: usize) -> bool {
        if !self.is_led(at, &["next ", "last ", "this ", "le ", "ce ", "du ", "the "]) {
            return false;
        }
        let (turn, stop) = turned(self.low, at, end);
        if !matches!(turn, Turn::Next | Turn::Last) && !self.is_led(at, &["this ", "ce "]) {
            return false;
        }
        let today = self.today.and_then(|today| Some((today.year, today.month?)));
        let value = today.map(|(year, month)| {
            let months = 12 * year + month - 1 + turn.step();
            format!("{:04}-{:02}", months.div_euclid(12), months.rem_euclid(12) + 1)
        });
        self.add(at, stop, value, None);
        true
    }

    /// Reads "l'an dernier", "next year", "cette année", "the end of the year".
    fn whole_year(&mut self, at: usize, end: usize) -> bool {
        let low = self.low;
        let word = &low[at..end];
        if !["an", "année", "year", "exercice"].iter().any(|each| is(word, each)) {
            return false;
        }
        let (mut start, mut stop, mut shift) = (at, end, 0);
        let (turn, after) = turned(low, at, end);
        if is(word, "year") {
            let before = &low[at.saturating_sub(14)..at];
            let kept = before.iter().rposition(|&c| !is_space(c)).map_or(0, |last| last + 1);
            let lead = after_last(after_last(&before[..kept], ' '), '\n');
            let step = lists().year_leads.get(lead).filter(|_| !goes_on(low, end, " ago"));
            if let Some(&step) = step {
                (start, shift) = (at.saturating_sub(lead.len() + 1), step);
            } else if goes_on(low, end, "-end") {
                stop = end + 4;
            } else if !self.is_led(at, &["end of the ", "by the ", "late in the ", "later in the "])
            {
                return false;
            }
        } else if matches!(turn, Turn::Next | Turn::Last) && self.is_led(at, &["l'"]) {
            (start, stop, shift) = (at - 2, after, turn.step());
        } else if !self.is_led(at, &["cette ", "fin de l'", "fin d'"])
            && !goes_on(low, end, " en cours")
        {
            return false;
        }
        let value = self.today.map(|today| (today.year + shift).to_string());
        self.add(start, stop, value, None);
        true
    }

    /// Reads "by the end of the decade", "d'ici la fin de la décennie".
    fn decade(&mut self, at: usize, end: usize) -> bool {
        let word = &self.low[at..end];
        let leads = ["of the ", "of this ", "this ", "de la ", "cette ", "the ", "la "];
        if !(is(word, "decade") || is(word, "décennie")) || !self.is_led(at, &leads) {
            return false;
        }
        let value = self.today.map(|today| ((today.year / 10 + 1) * 10).to_string());
        self.add(at, end, value, None);
        true
    }

    /// Reads "sur cinq ans", "over the next four years", "within 18 months", "two years ago".
    fn length(&mut self, at: usize, end: usize, months: i64) {
        let (known, low, today) = (lists(), self.low, self.today);
        let Some(length) = read_length(&low[at.saturating_sub(72)..at], &low[at..end]) else {
            return;
        };
        let (manner, lead) = (length.manner, length.lead);
        let (start, total) = (at - length.back, length.number.saturating_mul(months));
        let mut shift = known.shift.match_at(low, end);
        if !matches!(lead, "" | "il y a") {
            // "over two years on data centres"
            shift = shift.filter(|found| found.group(AGO).is_some());
        }
        if shift.is_some() || lead == "il y a" {
            self.shifted(start, end, total, shift.as_ref());
            return;
        }
        let is_ahead = || known.ahead.iter().any(|each| is(each, manner));
        if (lead.is_empty() && !is_ahead()) || known.aged.match_end(low, end).is_some() {
            return;
        }
        let mut past = length.is_past() || matches!(lead, "depuis" | "since");
        if !past && manner.is_empty() && matches!(lead, "en" | "in") {
            past = total >= 240 || has_lasted(low, start, end);
        }
        if past {
            self.add(start, end, today.and_then(|today| today.later(-total)), Some("past"));
            return;
        }
        let is_by = matches!(lead, "within" | "sous" | "d'ici");
        let first = if is_by || !manner.is_empty() { None } else { self.beginning(start, end) };
        let value = match first {
            Some(first) => Some(first.saturating_add(total / 12).to_string()),
            None => today.and_then(|today| today.later(total)),
        };
        self.add(start, end, value, Some(if is_by { "by" } else { "over" }));
    }

    /// Adds what is so long before or after another day: "two years ago", "un an plus tard".
    fn shifted(&mut self, start: usize, end: usize, total: i64, shift: Option<&Match>) {
        let told = |group| shift.is_some_and(|found| found.group(group).is_some());
        let said = shift.is_none() || told(AGO);
        let earlier = said || told(BEFORE);
        let base = if said { None } else { self.year_before(start, 300) };
        let value = match (base, self.today) {
            (Some(base), _) if earlier => Some((base - total / 12).to_string()),
            (Some(base), _) => Some(base.saturating_add(total / 12).to_string()),
            (None, Some(today)) if earlier => today.later(-total),
            _ => None,
        };
        self.add(start, shift.map_or(end, Match::end), value, Some("in"));
    }

    /// The year a length of time is counted from, where the text names one beside it.
    fn beginning(&self, start: usize, end: usize) -> Option<i64> {
        let low = self.low;
        if let Some(after) = lists().from_year.match_at(low, end) {
            return after.group(1).map(|(from, to)| number(&low[from..to]));
        }
        // "Adoptée en mars 2024, la mission pèse 5 milliards sur cinq ans."
        let today = self.today?;
        let before = self.year_before(start, 160).filter(|&before| before < today.year)?;
        let gap = low.get(self.found.last()?.end..start).unwrap_or(&[]);
        let is_parted = gap.iter().any(|&c| matches!(c, '\n' | ';'))
            || gap.windows(2).any(|two| two == ['.', ' ']);
        (!is_parted).then_some(before)
    }

    /// The year of the last date before a place.
    fn year_before(&self, start: usize, reach: usize) -> Option<i64> {
        let last = self.found.last().filter(|last| start.saturating_sub(last.end) <= reach)?;
        let value = last.value.as_deref()?;
        let year: Vec<char> = value.chars().take(4).collect();
        matches!(last.relation, "in" | "start" | "end").then(|| number(&year))
    }
}
