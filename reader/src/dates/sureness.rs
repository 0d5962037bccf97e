//! How surely a date in a line is that of publication, by what stands around it.

use std::sync::OnceLock;

use super::published::{Found, SHORT, WITHOUT_YEAR};
use crate::base::chars::is_upper;
use crate::pattern::{Match, Pattern};
use crate::quantities::numerals::ends_so;
use crate::text::tokens::lower_case;

/// Lines at the top where a date may stand beside other particulars, and characters before it.
const TOP: usize = 7;
const LONGEST_LEAD: usize = 70;

struct Lists {
    published: Pattern,
    updated: Pattern,
    breaks: Pattern,
    strong_break: Pattern,
    after_date: Pattern,
    place: Pattern,
    dateline: Pattern,
    dateline_end: Pattern,
    place_date_end: Pattern,
    of_itself: Pattern,
}

fn lists() -> &'static Lists {
    static LISTS: OnceLock<Lists> = OnceLock::new();
    LISTS.get_or_init(|| {
        let of = |name: &str| Pattern::of(&format!("dates.published.{name}"));
        Lists {
            published: of("_PUBLISHED"),
            updated: of("_UPDATED"),
            breaks: of("_BREAKS"),
            strong_break: of("_STRONG_BREAK"),
            after_date: of("_AFTER_DATE"),
            place: of("_PLACE"),
            dateline: of("_DATELINE"),
            dateline_end: of("_DATELINE_END"),
            place_date_end: of("_PLACE_DATE_END"),
            of_itself: of("_OF_ITSELF"),
        }
    })
}

fn ends_in(text: &[char], ends: &[&str]) -> bool {
    ends.iter().any(|end| ends_so(text, text.len(), end))
}

/// How surely a date is that of publication; 0 for one that is not.
pub(super) fn weight(line: &[char], found: &Found, at_head: bool, rank: usize) -> i64 {
    let known = lists();
    let (before, after) = (&line[..found.start], &line[found.end..]);
    let edge = 20 - rank as i64;
    if WITHOUT_YEAR.contains(&found.way) {
        let dateline = at_head
            && known.dateline.match_end(before, 0).is_some()
            && known.dateline_end.match_end(after, 0).is_some();
        return if dateline { 100 + edge } else { 0 };
    }
    if before.len() < SHORT {
        let low = lower_case(before);
        // A month alone is no day of publication ("bonds issued in June 2024") but after a label
        // that opens the line.
        let label = known.published.search(&low, 0);
        if label.is_some_and(|label| found.is_whole() || label.start() == 0) {
            return if at_head { 400 + edge } else { 250 };
        }
        if known.updated.is_found(&low, 0) {
            return if at_head { 200 + edge } else { 150 };
        }
    }
    let is_followed = || known.after_date.match_end(after, 0).is_some();
    if !at_head {
        return if before.is_empty() && is_followed() { 50 } else { 0 };
    }
    let whole = found.is_whole();
    if whole && is_dateline(before, after) {
        return 300 + edge;
    }
    if line.len() <= SHORT {
        let found_there = if is_followed() { particulars(before, after, whole, rank) } else { 0 };
        if found_there != 0 {
            return found_there;
        }
    }
    let beside = if whole && rank < TOP { beside(line, before, after) } else { 0 };
    if beside != 0 {
        beside + edge
    } else {
        0
    }
}

/// Weighs a date at the top that stands beside what a text says of itself.
///
/// "The Meadow Letter, no. 4, (date)", "Interview held on (date)", "Oslo/Bergen, (date). Two".
fn beside(line: &[char], before: &[char], after: &[char]) -> i64 {
    let known = lists();
    if before.len() < SHORT && known.of_itself.is_found(&lower_case(before), 0) {
        return 160;
    }
    let closes = after.first() == Some(&')');
    if before == ['('] && closes {
        return 150;
    }
    if before.len() > LONGEST_LEAD {
        return 0;
    }
    let is_label = line.len() <= SHORT && !matches!(line.last(), Some('.' | '!' | '?' | '…'));
    let closed = || {
        after.is_empty()
            || matches!(after[0], ',' | ')')
            || known.after_date.match_end(after, 0).is_some()
    };
    if ends_in(before, &[", ", ", le "]) {
        let apart = after.is_empty() || known.place_date_end.match_end(after, 0).is_some();
        return if apart || (is_label && closed()) { 140 } else { 0 };
    }
    let alone = before.is_empty() || (before.last() == Some(&'(') && closes);
    if alone && is_label && closed() {
        120
    } else {
        0
    }
}

/// True for "OSLO, (date) –" and for "Paris, le (date). Brookfield...".
fn is_dateline(before: &[char], after: &[char]) -> bool {
    let known = lists();
    if known.dateline_end.match_end(after, 0).is_some() {
        return before.is_empty() || known.dateline.match_end(before, 0).is_some();
    }
    ends_in(before, &[", ", ", le "])
        && before.len() < 40
        && known.place.match_end(before, 0).is_some()
        && known.place_date_end.match_end(after, 0).is_some()
}

/// Weighs a date on a line of particulars, by what stands between the separators around it.
fn particulars(before: &[char], after: &[char], whole: bool, rank: usize) -> i64 {
    let known = lists();
    let edge = 20 - rank as i64;
    let last = known.breaks.find_all(before).last().map(Match::end);
    let fragment = &before[last.unwrap_or(0)..];
    if !whole {
        // A month alone is a date of publication only where it stands by itself.
        return if last.is_some() && fragment.is_empty() && rank < 6 { 90 + edge } else { 0 };
    }
    if known.place.match_end(fragment, 0).is_some() {
        return if fragment.is_empty() { 280 + edge } else { 270 + edge };
    }
    // "The Circular, no. 12, 9 May 2025", after another separator.
    if after.is_empty() && ends_in(before, &[", "]) {
        if let Some(strong) = known.strong_break.find_all(before).last() {
            let is_name = before.get(strong.end()).is_some_and(|&c| is_upper(c));
            return if is_name { 260 + edge } else { 0 };
        }
    }
    0
}
