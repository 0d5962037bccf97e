//! The walk through a stretch of text from number to number, and what one leaves to the next.

use std::sync::OnceLock;

use super::amounts::{read_amount, unit_apart};
use super::counts::{is_stop, noun_at};
use super::ellipsis::{carried, is_of_which, mention_before, of_us, sentence_ends, Antecedent};
use super::forms::Bound;
use super::hedges::{hedge_after, hedges_before, is_denied};
use super::model::Quantity;
use super::numbers::{is_before_point, Numbers};
use super::numerals::{goes_on, written};
use super::pairs::{is_out_of, read_later, read_pair, read_share, Pair};
use super::window::{is_count, named, Amount, Window, MILLION, ONE};
use crate::base::chars;
use crate::base::{Decimal, Short, Str};
use crate::claim::Measure;
use crate::pattern::Pattern;

const CARRY: usize = 500;
/// What several are at the least: of hundreds there is more to say than of a few.
pub(super) const VAGUE: Decimal = Decimal(10_000_000_000);
pub const DONT: &str = ", dont ";
const LONGEST_NOUN: usize = 4;
const LONGEST_NAME: usize = 24;
const LAST_PHASE: Decimal = Decimal(99_000_000_000);

struct Patterns {
    buying: Pattern,
    pieces: Pattern,
    dated: Pattern,
    september: Pattern,
    share: Pattern,
}

fn patterns() -> &'static Patterns {
    static PATTERNS: OnceLock<Patterns> = OnceLock::new();
    PATTERNS.get_or_init(|| {
        let of = |name: &str| Pattern::of(&format!("quantities.walk.{name}"));
        Patterns {
            buying: of("_BUYING"),
            pieces: of("_PIECES"),
            dated: of("_DATED"),
            september: of("_SEPTEMBER"),
            share: of("_SHARE"),
        }
    })
}

/// The first characters of what follows a number, at most three: they tell most numbers apart.
pub(super) fn start_of(low: &[char], at: usize) -> Short {
    written(low, at.min(low.len()), low.len().min(at + 3))
}

pub(super) fn is_joining(start: &str) -> bool {
    matches!(start, " à " | " to" | " et" | " an" | " ou" | " or" | " vo" | ", v" | " - " | " – ")
}

pub(super) fn is_apart(start: &str) -> bool {
    matches!(start, " le" | " th" | ", e" | ", i" | " (e" | " (i" | " en" | " in" | " by" | " fi")
}

fn is_carrying(mark: Option<char>) -> bool {
    mark.map_or(true, |c| " ,.;:)!?\n»\"]…".contains(c))
}

fn is_buying(start: &str) -> bool {
    matches!(start, " de" | " d'" | " en" | " of" | " wo" | " in")
}

/// Reads one stretch of a text from left to right; nothing is read twice.
pub struct Walk<'w, 't> {
    pub numbers: Numbers<'w>,
    pub(super) window: &'w Window<'t>,
    pub found: Vec<Quantity>,
    /// The last thing counted, and whether it was itself carried from another.
    last: Option<(Amount, bool)>,
    /// The last thing counted that is neither money nor of a physical unit.
    counted: Option<(Amount, bool)>,
    money: Option<Amount>,
    /// The last number of something that is no measure of ours.
    other: Option<(usize, Decimal)>,
}

impl<'w, 't> Walk<'w, 't> {
    pub fn new(window: &'w Window<'t>) -> Self {
        Self {
            numbers: Numbers::new(&window.raw, &window.low, window.forms),
            window,
            found: Vec::new(),
            last: None,
            counted: None,
            money: None,
            other: None,
        }
    }

    fn raw(&self) -> &'w [char] {
        self.numbers.raw
    }

    fn low(&self) -> &'w [char] {
        self.numbers.low
    }

    /// Reads the quantity whose number starts, or is thought to start, at a place.
    pub fn read(&mut self, at: usize) {
        let (raw, low) = (self.raw(), self.low());
        let (mut start, mut prefix) = (at, None);
        let numeral = if raw[at].is_ascii_digit() {
            let numeral = self.numbers.digits(at);
            if at > 0 && raw[at - 1] == '.' && is_before_point(raw, at) {
                start = at - 1;
            }
            if numeral.is_some() && start > 0 {
                prefix = self.numbers.prefix(start);
            }
            numeral
        } else {
            let found = self.numbers.words(at);
            start = found.0;
            found.1
        };
        let Some(numeral) = numeral else { return };
        if patterns().september.match_end(raw, start).is_some() {
            return;
        }
        let mut amount = read_amount(self.window, start, numeral, prefix.as_ref());
        let end = amount.end;
        self.numbers.past = end.max(at + 1);
        if amount.numeral.several && amount.numeral.value < VAGUE && is_count(amount.measure) {
            // "Plusieurs élus" is no figure that anybody could add up or contradict.
            return;
        }
        if amount.measure != Some(Measure::Money)
            && amount.numeral.kind == "digits"
            && at > 0
            && self.counts_none(at, &amount)
        {
            return;
        }
        let begun = start_of(low, end);
        if is_joining(&begun) || matches!(raw.get(end), None | Some('-' | '–')) {
            let pair = read_pair(self.window, &mut amount, prefix.as_ref(), self.numbers.floor);
            if let Some(pair) = pair {
                self.keep_pair(pair);
                return;
            }
        }
        if amount.measure.is_none() {
            self.unmeasured(amount);
        } else if (amount.stated || !self.means_other(&amount))
            && !(amount.numeral.kind == "article"
                && (start == self.numbers.floor + 1 || is_denied(low, start)))
        {
            self.keep(amount, "full");
        }
    }

    /// True for digits that are a year, the number of a name or a part of one.
    fn counts_none(&self, at: usize, amount: &Amount) -> bool {
        let (raw, numeral) = (self.raw(), &amount.numeral);
        // "QR2" was read for the sake of "QR2 billion"; "en 2027 sites" counts none.
        if chars::is_alpha(raw[at - 1]) && !matches!(raw[at - 1], 'x' | 'X') {
            return true;
        }
        if numeral.year && amount.measure.is_some() && self.is_dated(at) {
            return true;
        }
        if let (true, Some((from, to))) = (numeral.year, amount.noun) {
            if is_upper(&raw[from..to]) {
                return true; // "the 2022 CHIPS Act"
            }
        }
        amount.measure == Some(Measure::Sites) && self.is_numbered(at, amount)
    }

    /// True for "its Dallas 12 campus": the number belongs to a name, and counts nothing.
    fn is_numbered(&self, at: usize, amount: &Amount) -> bool {
        let raw = self.raw();
        let Some((from, to)) = amount.noun else { return false };
        if amount.value > LAST_PHASE || raw[at - 1] != ' ' {
            return false;
        }
        let noun = written(raw, from, to);
        if noun.ends_with(['s', 'x']) && noun != "campus" {
            return false;
        }
        let before = &raw[at.saturating_sub(LONGEST_NAME).min(at - 1)..at - 1];
        let first = before.iter().rposition(|&c| c == ' ').map_or(0, |space| space + 1);
        let word = &before[first..];
        word.len() > 2
            && word.iter().all(|&c| chars::is_alpha(c))
            && is_title(word)
            && !is_stop(&word.iter().flat_map(|c| c.to_lowercase()).collect::<String>())
    }

    /// True where the words before four digits make them a year.
    fn is_dated(&self, at: usize) -> bool {
        patterns().dated.is_found(&self.low()[..at], at.saturating_sub(11))
    }

    /// Looks elsewhere for what a number counts that nothing beside it tells.
    pub(super) fn unmeasured(&mut self, mut amount: Amount) {
        let begun = start_of(self.low(), amount.end);
        if is_apart(&begun) && !amount.closed {
            let start = hedges_before(self.window, amount.start, self.numbers.floor).1;
            if unit_apart(self.window, &mut amount, start) || read_later(self.window, &mut amount) {
                self.keep(amount, "full");
                return;
            }
        }
        if is_out_of(&begun) && read_share(self.window, &mut amount) {
            self.keep(amount, "full");
            return;
        }
        if !amount.closed && self.carried(&mut amount) {
            return;
        }
        if !amount.other {
            return;
        }
        if amount.scale >= MILLION && self.is_share(&amount) {
            amount.measure = Some(Measure::Money);
            (amount.stated, amount.other) = (false, false);
            self.keep(amount, "full");
        } else {
            self.other = Some((amount.end, amount.value));
        }
    }

    /// True where "six millions" carries on "350 000 foyers" rather than being money.
    fn means_other(&self, amount: &Amount) -> bool {
        let Some((end, value)) = self.other else { return false };
        let is_after = self.last.as_ref().is_some_and(|(last, _)| last.end > end);
        if value.times(Decimal::whole(100)) < amount.value || is_after {
            return false;
        }
        let start = amount.start;
        (start < end || start - end < 300) && !self.is_parted(end, start)
    }

    /// Whether a sentence ends between two places.
    fn is_parted(&self, from: usize, to: usize) -> bool {
        let raw = self.raw();
        sentence_ends().is_found(&raw[..raw.len().min(to + 1)], from)
    }

    /// True where "dont 3 millions de loyers" divides money just named.
    fn is_share(&self, amount: &Amount) -> bool {
        let Some(money) = &self.money else { return false };
        let floor = self.numbers.floor;
        let start = hedges_before(self.window, amount.start, floor).1;
        let from = floor.max(start.saturating_sub(16));
        patterns().share.is_found(&self.low()[..start], from) && !self.is_parted(money.end, start)
    }

    /// Adds a range as one quantity, a change or a pair as two.
    fn keep_pair(&mut self, pair: Pair) {
        match pair.kind {
            "bare" => self.carried_pair(pair),
            "range" => {
                let start = if pair.opened {
                    pair.start
                } else {
                    hedges_before(self.window, pair.start, self.numbers.floor).1
                };
                let high = (!pair.endless).then_some(pair.last.value);
                self.add(start, pair.last, Some(pair.first.value), high, "range", "full");
            }
            kind => {
                let is_change = kind == "change";
                self.keep(pair.first, if is_change { "change" } else { "elliptical" });
                self.keep(pair.last, if is_change { "change" } else { "full" });
            }
        }
    }

    /// Adds a quantity, bounded by the hedges around it.
    fn keep(&mut self, mut amount: Amount, form: Str) {
        let (mut bound, start) = hedges_before(self.window, amount.start, self.numbers.floor);
        let (later, end, is_price) = hedge_after(self.window, &amount);
        amount.end = end;
        if later.is_some() && matches!(bound, None | Some(Bound::Exact)) {
            bound = later;
        }
        let form = if is_price && form == "full" { "unit_price" } else { form };
        let (mut low, mut high, mut hedge) = (Some(amount.value), Some(amount.value), "");
        if amount.numeral.several {
            (high, hedge) = (None, "several");
        } else if bound == Some(Bound::Exact) || amount.numeral.kind == "collective" {
            hedge = "approx";
        }
        match bound {
            Some(Bound::Low) => (high, hedge) = (None, "min"),
            Some(Bound::High) => (low, high, hedge) = (None, Some(amount.value), "max"),
            _ => {}
        }
        self.add(start, amount, low, high, hedge, form);
    }

    fn add(
        &mut self,
        start: usize,
        amount: Amount,
        low: Option<Decimal>,
        high: Option<Decimal>,
        hedge: Str,
        form: Str,
    ) {
        let Some(measure) = amount.measure else { return };
        let (base, end) = (self.window.base, amount.end);
        let unit_source = if !amount.stated {
            "context"
        } else if amount.units.len() > 1 {
            "ambiguous"
        } else {
            "text"
        };
        self.found.push(Quantity {
            start: base + start,
            end: base + end,
            measure,
            low,
            high,
            unit: amount.unit,
            units: amount.units.clone(),
            unit_source,
            noun: amount.noun.map(|(from, to)| (base + from, base + to)),
            hedge,
            form,
        });
        self.numbers.floor = end;
        self.numbers.past = self.numbers.past.max(end);
        self.last = Some((amount.clone(), form == "elliptical"));
        if is_count(Some(measure)) {
            self.counted = self.last.clone();
        } else if measure == Measure::Money {
            self.note_bought(&amount);
            self.money = Some(amount);
        }
    }

    /// Notes what money buys: after "40 milliards de puces" a number alone counts those.
    fn note_bought(&mut self, amount: &Amount) {
        let low = self.low();
        if !is_buying(&start_of(low, amount.end)) {
            return;
        }
        let Some(link) = patterns().buying.match_end(low, amount.end) else { return };
        if let Some(end) = noun_at(low, self.window.forms, link) {
            let noun = written(low, link, end);
            if let Some(&kind) = self.window.forms.counted.get(&*noun) {
                self.last = Some((named(kind, link, end), false));
                self.counted = self.last.clone();
            }
        }
    }

    /// Reads a number that counts what another counted: "2 000 autres", "60,000 of which".
    fn carried(&mut self, amount: &mut Amount) -> bool {
        if amount.scale == ONE && matches!(amount.numeral.kind, "article" | "scale") {
            return false;
        }
        let mark = self.raw().get(amount.end).copied();
        if !is_carrying(mark) || (mark != Some(' ') && amount.numeral.year) {
            return false;
        }
        let (bound, start) = hedges_before(self.window, amount.start, self.numbers.floor);
        if self.is_some(amount, start) {
            self.keep(amount.clone(), "elliptical");
            return true;
        }
        let (low, grouped) = (self.low(), amount.numeral.grouped);
        let hedged = bound.is_some();
        let mut antecedents = vec![self.antecedent(amount, start, self.last.as_ref())];
        // After money or megawatts, thousands may still go on with chips or jobs named before.
        if !self.is_last_counted()
            && (grouped
                || patterns().pieces.match_end(low, amount.end).is_some()
                || is_of_which(low, amount.end))
        {
            antecedents.push(self.antecedent(amount, start, self.counted.as_ref()));
        }
        if hedged || grouped || amount.numeral.kind == "collective" {
            antecedents.push(mention_before(self.window, start));
        }
        for antecedent in antecedents.into_iter().flatten() {
            if let Some(found) = carried(self.window, amount, start, &antecedent, hedged) {
                self.keep(found, "elliptical");
                return true;
            }
        }
        if of_us(self.window, amount, start) {
            self.keep(amount.clone(), "elliptical");
            return true;
        }
        false
    }

    /// Whether what was counted last is the last thing of all.
    fn is_last_counted(&self) -> bool {
        match (&self.last, &self.counted) {
            (None, None) => true,
            (Some((last, _)), Some((counted, _))) => {
                (last.start, last.end) == (counted.start, counted.end)
            }
            _ => false,
        }
    }

    /// Reads "quatre" in "6 milliards dans des usines, dont quatre à Lens": factories.
    fn is_some(&self, amount: &mut Amount, start: usize) -> bool {
        let (low, forms) = (self.low(), self.window.forms);
        let Some(at) = start.checked_sub(DONT.len()) else { return false };
        if amount.scale != ONE || !goes_on(low, at, DONT) {
            return false;
        }
        let mut place = Some(at);
        for _ in 0..LONGEST_NOUN {
            place = low[..place.unwrap_or(0)].iter().rposition(|&c| c == ' ');
            let from = place.map_or(0, |space| space + 1);
            if noun_at(low, forms, from) == Some(at) {
                let noun = written(low, from, at);
                if let (true, Some(&measure)) =
                    (noun.ends_with(['s', 'x']), forms.counted.get(&*noun))
                {
                    (amount.measure, amount.unit) = (Some(measure), "count");
                    return true;
                }
            }
            if place.is_none() {
                break;
            }
        }
        false
    }

    /// Reads a range that counts what another quantity counted: "(entre 270 et 290)".
    fn carried_pair(&mut self, pair: Pair) {
        let Pair { start, first, last, .. } = pair;
        self.numbers.past = self.numbers.past.max(last.end);
        let Some(antecedent) = self.antecedent(&last, start, self.last.as_ref()) else { return };
        if let Some(found) = carried(self.window, &last, start, &antecedent, true) {
            let low = first.value.times(found.value).over(last.value);
            let high = Some(found.value);
            self.add(start, found, Some(low), high, "range", "elliptical");
        }
    }

    /// What was counted before, if it is near enough for the number to go on with it.
    fn antecedent(
        &self,
        amount: &Amount,
        start: usize,
        last: Option<&(Amount, bool)>,
    ) -> Option<Antecedent> {
        let (counted, again) = last?;
        let (raw, low, end) = (self.raw(), self.low(), counted.end);
        let gap = start as isize - end as isize;
        if gap > CARRY as isize && patterns().pieces.match_end(low, amount.end).is_none() {
            return None;
        }
        if let Some((other, value)) = self.other {
            let few = value < Decimal::whole(1000);
            if other > end && !(amount.numeral.grouped && few) {
                return None;
            }
        }
        let from = end.max(start.saturating_sub(2 * CARRY)).min(start);
        let mut between = raw[from..start].to_vec();
        between.push('A');
        Some(Antecedent {
            amount: counted.clone(),
            before: low[counted.start.saturating_sub(12)..counted.start].to_vec(),
            after: low[end.min(low.len())..low.len().min(end + 16)].to_vec(),
            gap,
            sentences: sentence_ends().find_all(&between).len(),
            again: *again,
        })
    }
}

/// Python's `str.isupper`: some letters have case, and none is small.
fn is_upper(text: &[char]) -> bool {
    let cased = |c: &&char| chars::is_upper(**c) || chars::is_lower(**c);
    text.iter().any(|c| cased(&c)) && !text.iter().any(|&c| chars::is_lower(c))
}

/// Python's `str.istitle` of one word: a capital, then none.
fn is_title(word: &[char]) -> bool {
    word.first().is_some_and(|&c| chars::is_upper(c))
        && !word[1..].iter().any(|&c| chars::is_upper(c))
}
