//! What stands right after a number, and right before it, for the screen (`screen`).

use super::amounts::may_be_apart;
use super::ellipsis::is_us;
use super::hedges::{hedges_before, BESIDE};
use super::screen::{Number, Screen, Told};
use super::screen_bytes::{is_mark, view};
use super::screen_words::{
    ALONE, AND, CARRIES, CLOSES, HEDGE, JOIN, LEAD, LED, LINK, NOUN, PEOPLE, PLURAL, SHORT, STOPS,
    TELLS,
};
use super::walk::DONT;
use super::window::window;

/// Bytes in which "ones" may stand for what is counted: "240 brand new ones".
const NEARBY: usize = 100;
/// Bytes in which hedges may stand between a number and what is before them.
const HEDGED: usize = 120;
/// Bytes more, in which what turns a hedge into something else is looked for.
const BLANKED: usize = 50;
const MOST_WORDS: usize = 6;
/// Characters that are read to tell a link, or a scale that stands apart.
const LINKS: usize = 80;

impl Screen<'_, '_> {
    /// What the words after a number in digits make of it.
    pub fn after(&mut self, at: usize, number: &Number) -> Told {
        let end = number.end;
        let Some((c, next)) = self.text.char_at(end) else { return self.carried(at, number) };
        match c {
            // A share: nothing is measured by it, or carried to it.
            '%' => Told::Nothing,
            '+' | '$' | '&' => Told::Maybe,
            '-' | '–' => self.after_dash(at, number, c, next),
            'a'..='z' | 'A'..='Z' | 'À'..='ÿ' => self.attached(end),
            ' ' | '\n' => match self.text.past_blank(end) {
                Some(place) => self.after_blank(at, number, place),
                None => self.carried(at, number),
            },
            ',' => match self.text.past_blank(next).map(|place| self.text.byte(place)) {
                Some(b'v' | b'V') => Told::Maybe,
                Some(b'e' | b'E' | b'i' | b'I') if self.is_apart(end) => Told::Maybe,
                _ => self.carried(at, number),
            },
            '.' | ';' | ':' | ')' | '!' | '?' | '"' | ']' => self.carried(at, number),
            c if c.is_ascii() => Told::Sign,
            c if is_mark(c) => self.carried(at, number),
            _ => Told::Maybe,
        }
    }

    /// After letters without a blank: "5km", "20h30", "100MW".
    fn attached(&mut self, at: usize) -> Told {
        let end = self.text.letters_end(at);
        let end = end + usize::from(self.text.byte(end) == b'2');
        let bits = match self.text.text.get(at..end) {
            Some(word) if end > at && self.is_whole(end) => self.known.bits(word),
            _ => return Told::Maybe,
        };
        if bits & TELLS != 0 || (bits & SHORT != 0 && self.is_unit(at, end)) {
            Told::Maybe
        } else if bits & CLOSES != 0 {
            Told::Nothing
        } else {
            Told::Sign
        }
    }

    /// Whether a unit of several words may begin with one that needs what follows.
    fn is_unit(&self, at: usize, end: usize) -> bool {
        let units = self.text.text.get(at..end).and_then(|word| self.known.longer_units(word));
        units.map_or(true, |units| units.any(|unit| self.text.goes_on_with(at, unit)))
    }

    /// True where no more letters, nor "²", follow letters that end at a place.
    fn is_whole(&self, end: usize) -> bool {
        let next = self.text.char_at(end);
        next.map_or(true, |(c, _)| c.is_ascii() || is_mark(c))
    }

    fn after_dash(&mut self, at: usize, number: &Number, dash: char, next: usize) -> Told {
        let place = self.text.past_blank(next).unwrap_or(next);
        let end = self.text.letters_end(place);
        if end > place && place == next && dash == '-' {
            if self.bits(place, end) & (LEAD | HEDGE) != 0 {
                return Told::Maybe;
            }
            return self.after_words(at, number, place, end);
        }
        if self.may_be_second(place) {
            Told::Maybe
        } else {
            Told::Sign
        }
    }

    /// Whether the second of two numbers may begin here that no other look would find: one in
    /// digits is found by itself.
    fn may_be_second(&mut self, place: usize) -> bool {
        let end = self.text.letters_end(place);
        if end > place {
            return !self.is_whole(end) || self.bits(place, end) & (LEAD | HEDGE) != 0;
        }
        match self.text.char_at(place) {
            None => false,
            Some((c, _)) if c.is_ascii() => matches!(c, '~' | '+' | '<' | '>' | '$' | '&'),
            Some((c, _)) => !is_mark(c),
        }
    }

    #[inline]
    pub fn bits(&mut self, at: usize, end: usize) -> u32 {
        self.text.text.get(at..end).map_or(TELLS, |word| self.known.bits(word))
    }

    fn after_blank(&mut self, at: usize, number: &Number, place: usize) -> Told {
        let end = self.text.letters_end(place);
        if end > place {
            return self.after_words(at, number, place, end);
        }
        let Some((c, next)) = self.text.char_at(place) else { return self.carried(at, number) };
        match c {
            // Neither a noun nor the end of a phrase: nothing is carried to what stands before.
            '0'..='9' | '%' => self.divided(at),
            '$' | '&' => Told::Maybe,
            '-' | '–' => {
                let second = self.text.past_blank(next).unwrap_or(next);
                if self.may_be_second(second) {
                    Told::Maybe
                } else {
                    self.carried(at, number)
                }
            }
            '(' if matches!(self.text.byte(next), b'e' | b'E' | b'i' | b'I')
                && self.is_apart(number.end) =>
            {
                Told::Maybe
            }
            c if c.is_ascii() || is_mark(c) => self.carried(at, number),
            _ => Told::Maybe,
        }
    }

    /// After a word, of which the letters end at `end`.
    fn after_words(&mut self, at: usize, number: &Number, place: usize, end: usize) -> Told {
        let bits = self.bits(place, end);
        let is_whole = self.is_whole(end) && self.text.byte(end) != b'2';
        if !is_whole || bits & TELLS != 0 || (bits & SHORT != 0 && self.is_unit(place, end)) {
            return Told::Maybe;
        }
        if bits & (CLOSES | JOIN) == CLOSES {
            return Told::Nothing;
        }
        if bits & (NOUN | LINK) != 0 || self.text.goes_on(end) {
            return Told::Maybe;
        }
        if self.leads_on(bits, number, end) {
            return Told::Maybe;
        }
        let second = self.text.past_blank(end).filter(|_| bits & JOIN != 0);
        if second.is_some_and(|second| self.may_be_second(second)) {
            return Told::Maybe;
        }
        let first = [self.text.byte(place) | 0x20, self.text.byte(place + 1) | 0x20];
        let may_be = matches!(&first, b"le" | b"th" | b"en" | b"in" | b"by" | b"fi");
        if may_be && self.is_apart(number.end) {
            return Told::Maybe;
        }
        let is_carried =
            bits & CARRIES != 0 || ((number.grouped || self.is_led(at)) && self.has_ones(end));
        if is_carried {
            return self.carried(at, number);
        }
        self.divided(at)
    }

    /// Some characters from a place on, as written and in lower case.
    fn ahead(&self, at: usize) -> (Vec<char>, Vec<char>) {
        let mut raw = Vec::with_capacity(2 * LINKS);
        let mut low = Vec::with_capacity(2 * LINKS);
        view(&mut raw, &mut low, self.text.stretch(at, at + 2 * LINKS));
        (raw, low)
    }

    /// True where what a number counts may stand apart: "4,7, en milliards d'euros".
    fn is_apart(&self, end: usize) -> bool {
        let (raw, low) = self.ahead(end);
        let window = window(&raw, &low, 0, raw.len());
        may_be_apart(&window, 0)
    }

    /// Whether adjectives may lead on to a noun from a word that ends at a place.
    fn leads_on(&mut self, first: u32, number: &Number, end: usize) -> bool {
        let (mut bits, mut place) = (first, end);
        for _ in 0..MOST_WORDS {
            if bits & STOPS != 0 {
                return false;
            }
            if bits & PLURAL != 0 {
                return bits & PEOPLE != 0 && !number.few;
            }
            if number.year {
                return false; // Only the very next word can be the noun.
            }
            let comma = usize::from(self.text.byte(place) == b',');
            let Some(next) = self.text.past_blank(place + comma) else { return false };
            let end = self.text.letters_end(next);
            if end == next {
                let c = self.text.char_at(next);
                return c.is_some_and(|(c, _)| !c.is_ascii() && !is_mark(c));
            }
            bits = self.bits(next, end);
            if bits & (NOUN | AND) != 0 || self.text.goes_on(end) {
                return true;
            }
            place = end;
        }
        false
    }

    fn has_ones(&self, at: usize) -> bool {
        let rest = &self.text.bytes[at..self.text.bytes.len().min(at + NEARBY)];
        rest.windows(4).any(|each| each.eq_ignore_ascii_case(b"ones"))
    }

    /// After what ends a phrase: the number may carry on from a noun before it where it is hedged,
    /// or where its thousands are set apart.
    fn carried(&mut self, at: usize, number: &Number) -> Told {
        let is_year = number.year && self.text.past_blank(number.end).is_none();
        if !is_year
            && (number.grouped || (self.is_led(at) && self.may_hedge(at) && self.is_hedged(at)))
        {
            Told::Maybe
        } else {
            Told::Sign
        }
    }

    /// After what neither is counted nor ends a phrase: only "dont" before it still counts.
    fn divided(&mut self, at: usize) -> Told {
        let bytes = self.text.bytes;
        let is_there = || {
            let dont = DONT.trim_matches(|c: char| !c.is_alphabetic()).as_bytes();
            let before = &bytes[at.saturating_sub(HEDGED)..at];
            before.windows(dont.len()).any(|each| each.eq_ignore_ascii_case(dont))
        };
        if self.is_led(at) && is_there() {
            Told::Maybe
        } else {
            Told::Sign
        }
    }

    /// True where a hedge, "we are" or "dont" may stand right before a number.
    pub fn is_led(&mut self, at: usize) -> bool {
        self.bits_before(at).map_or(true, |bits| bits & LED != 0)
    }

    /// False where the last word of a longer hedge stands after a word that is in none.
    fn may_hedge(&mut self, at: usize) -> bool {
        let Some((' ' | '\n' | '-', stop)) = self.text.char_before(at) else { return true };
        let start = self.text.letters_start(stop);
        if start == stop || self.bits(start, stop) & ALONE != 0 {
            return true;
        }
        let Some((' ' | '\n' | '-' | '\'', stop)) = self.text.char_before(start) else {
            return true;
        };
        let start = self.text.letters_start(stop);
        start == stop || self.text.goes_back(start) || self.bits(start, stop) & HEDGE != 0
    }

    /// True where one does.
    fn is_hedged(&self, at: usize) -> bool {
        let Some(before) = self.text.text.get(self.text.back(at, HEDGED + BLANKED)..at) else {
            return true;
        };
        if before.ends_with('.') {
            return true; // Which may be the decimal's, or an abbreviation's.
        }
        let mut raw = Vec::with_capacity(before.len() + 1);
        let mut low = Vec::with_capacity(before.len() + 1);
        view(&mut raw, &mut low, before);
        let place = raw.len();
        raw.push('1');
        low.push('1');
        let window = window(&raw, &low, 0, raw.len());
        let (bound, start) = hedges_before(&window, place, 0);
        let (from, dont) = (start.saturating_sub(DONT.len()), DONT.chars());
        bound.is_some()
            || is_us(&window.low, start)
            || dont.eq(window.low[from..start].iter().copied())
    }

    /// What the word is right before a number; None where a sign stands there that may hedge it.
    pub fn bits_before(&mut self, at: usize) -> Option<u32> {
        let Some((c, from)) = self.text.char_before(at) else { return Some(0) };
        match c {
            ' ' | '\n' | '-' => {}
            c => return if BESIDE.contains(c) { None } else { Some(0) },
        }
        let Some((c, mut stop)) = self.text.char_before(from) else { return Some(0) };
        stop = if c == '.' { stop } else { from };
        let start = self.text.letters_start(stop);
        if start < stop {
            return Some(self.bits(start, stop));
        }
        if self.known.is_hedging(c) {
            None
        } else {
            Some(0)
        }
    }
}
