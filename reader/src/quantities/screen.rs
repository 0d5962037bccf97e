//! Tells, at the price of a glance, that a text holds no quantity: most texts of a crawl hold none.
//!
//! One pass over the bytes finds the numbers. Of each only what stands right beside it is looked
//! up: a month, a distance, a verb or an article ends the matter there. Where a word may be a unit,
//! a currency, a counted noun or an adjective before one, and where a number may carry on from a
//! noun before it, the grammar itself reads that one number (`Walk::promises`). So what is turned
//! away never holds anything, and little is let through that holds nothing.
//!
//! As long as no quantity was found, none can be carried on; so it is enough that each number by
//! itself makes none. What is not told here goes to the grammar as a whole.

use super::numerals::Digits;
use super::scan::{beginnings, is_number_word, number_begins, number_word, FAR, MARGIN_BEFORE};
use super::screen_blocks::{any_mark, Mark};
use super::screen_bytes::{is_mark, is_uneven_start, view, viewed, Bytes};
use super::screen_words::{
    with_words, Known, AND, CARDINAL, CLOSES, FEW, JOIN, LEAD, LED, NOUN, PEOPLE, PLURAL, SEVERAL,
    SHORT, STOPS, TELLS,
};
use super::walk::Walk;
use super::window::window;
use crate::base::chars;
use crate::documents::views::spelt;
use crate::text::tokens::lower_case;

/// Characters before a number, and bytes after it, that are read with it.
const BACK: usize = 480;
/// Characters before one that nothing is carried to.
const BEHIND: usize = 210;
const AHEAD: usize = 420;
/// Characters after which a number that makes no quantity has no bearing on another one.
const BEARING: usize = 400;
/// Bytes after a number that have to hold as many blanks, so that no word reaches too far.
const REACH: usize = 200;
const BLANKS: usize = 16;
const LONGEST_NUMBER: usize = 15;
/// Letters of a plain word that numbers may be found by.
const LONGEST_WORD: usize = 20;

/// Where the grammar has to begin, by places in the stored text.
#[derive(Debug, Clone, Copy, Default)]
pub struct Doubt {
    /// Before it no number makes a quantity, nor has any a bearing on one that does.
    pub from: usize,
    /// The first of those numbers, one after the other, that are near the next one.
    pub first: usize,
}

/// Where a text, as it is stored, may hold a quantity; None where it holds none.
pub fn may_hold(text: &str) -> Option<Doubt> {
    with_words(|known| {
        let text = Bytes::new(text);
        let mut screen = Screen { text, known, first: 0, last: None, doubted: None };
        screen.holds().then(|| screen.doubt())
    })
}

pub struct Screen<'t, 'k> {
    pub text: Bytes<'t>,
    pub known: &'k mut Known,
    /// Where the first and the last number stand of those that are near one another.
    first: usize,
    last: Option<usize>,
    /// The number that may be a quantity.
    doubted: Option<usize>,
}

/// What stands before a number in digits.
enum Before {
    /// What makes it a part of a word, a date or a decimal.
    Inside,
    /// A hyphen and a number or a word before that: it can only be the end of a range.
    Joined,
    Free,
}

/// A number in digits: where it ends, and what is known of it.
pub struct Number {
    pub end: usize,
    /// Whether its thousands may be set apart.
    pub grouped: bool,
    pub year: bool,
    /// Whether it is below ten.
    pub few: bool,
}

/// What the words after a number tell.
pub enum Told {
    /// It is no quantity.
    Nothing,
    /// It is none unless a currency stands before it.
    Sign,
    /// The grammar has to read it.
    Maybe,
}

/// What a number in digits is by itself.
enum Shape {
    None,
    Unclear,
    Number(Number),
}

impl Screen<'_, '_> {
    fn holds(&mut self) -> bool {
        let bytes = self.text.bytes;
        any_mark(bytes, 0, beginnings(), |mark| match mark {
            Mark::Start(at) => self.may_begin(at),
            // Of "million" only "illi" is looked for.
            Mark::Large(at) => self.is_large(at),
        })
    }

    /// Whether what begins at a place may be a quantity, or what makes the places of the text others
    /// than those of its view.
    #[inline]
    fn may_begin(&mut self, at: usize) -> bool {
        let bytes = self.text.bytes;
        match bytes[at] {
            b'0'..=b'9' => {
                let size = bytes[at..].iter().take_while(|each| each.is_ascii_digit()).count();
                self.note(at);
                self.is_doubted(at, |screen| screen.digits(at, at + size))
            }
            b'\n' => {
                // A word that is broken at the end of a line, which the view makes whole.
                let before = if self.byte_before(at) == b'\r' { at - 1 } else { at };
                self.byte_before(before) == b'-'
            }
            byte if byte.is_ascii() => self.is_doubted(at, |screen| screen.counts_in_words(at)),
            byte => is_uneven_start(byte) && self.is_uneven(at),
        }
    }

    #[inline]
    fn is_doubted(&mut self, at: usize, may_be: impl FnOnce(&mut Self) -> bool) -> bool {
        let is_doubted = may_be(self);
        self.doubted = Some(at).filter(|_| is_doubted);
        is_doubted
    }

    /// From where on the numbers may have a bearing on the one that may be a quantity.
    fn doubt(&self) -> Doubt {
        let Some(at) = self.doubted else { return Doubt::default() };
        let (first, bytes) = (self.first, self.text.bytes);
        let until = self.text.back(at, BEARING).max(first);
        // No number is read past the end of a line, unless the line goes on with a small letter.
        let is_end = |&place: &usize| {
            bytes[place] == b'\n' && !matches!(bytes[place + 1], b'a'..=b'z' | 0x80..=0xff)
        };
        Doubt { first, from: (first..until).rev().find(is_end).unwrap_or(first) }
    }

    /// True for a letter that is dropped or spelt out, and for the one that has two small forms.
    fn is_uneven(&self, at: usize) -> bool {
        let c = self.text.text.get(at..).and_then(|rest| rest.chars().next());
        c.map_or(true, |c| c == 'Σ' || spelt(c).is_some())
    }

    fn byte_before(&self, at: usize) -> u8 {
        at.checked_sub(1).map_or(b' ', |before| self.text.bytes[before])
    }

    /// True where "illi" is within a large number.
    fn is_large(&self, at: usize) -> bool {
        let bytes = self.text.bytes;
        if !(bytes[at..].starts_with(b"illi") || bytes[at..].starts_with(b"ILLI")) {
            return false;
        }
        let is_letter = |each: &&u8| each.is_ascii_alphabetic();
        let size = bytes[at..].iter().take_while(is_letter).count();
        let back = bytes[..at].iter().rev().take(12).take_while(is_letter).count();
        let word = self.text.text.get(at - back..at + size);
        word.map_or(true, |word| is_number_word(&word.to_ascii_lowercase()))
    }

    /// Notes a number, to know which numbers the grammar reads together.
    #[inline]
    fn note(&mut self, at: usize) {
        let is_near = |last: usize| {
            let between = self.text.text.get(last..at);
            at - last <= FAR || between.is_some_and(|text| text.chars().count() <= FAR)
        };
        if !self.last.is_some_and(is_near) {
            self.first = at;
        }
        self.last = Some(at);
    }

    /// Whether the number in digits that starts at a place may be a quantity.
    fn digits(&mut self, at: usize, head: usize) -> bool {
        let before = self.before(at);
        if matches!(before, Before::Inside) {
            // "QR2 billion", but neither "H100" nor a date.
            let before = self.text.char_before(at);
            return before.is_some_and(|(c, _)| chars::is_alpha(c)) && self.is_signed(at);
        }
        let number = match self.shape(at, head) {
            Shape::None => return false,
            Shape::Unclear => return true,
            Shape::Number(number) => number,
        };
        let is_joined = matches!(before, Before::Joined);
        match self.after(at, &number) {
            Told::Nothing => false,
            Told::Sign => !is_joined && self.is_signed(at),
            Told::Maybe => {
                let back = if number.grouped || self.is_led(at) { BACK } else { BEHIND };
                self.is_signed(at) || self.reads(at, back)
            }
        }
    }

    fn before(&self, at: usize) -> Before {
        let Some((c, from)) = self.text.char_before(at) else { return Before::Free };
        let two = || self.text.char_before(from).map(|(c, _)| c);
        let is_inside = match c {
            ' ' | '\n' | '(' => false,
            'x' | 'X' => !two().is_some_and(chars::is_digit),
            '-' if two().is_some_and(chars::is_alnum) => return Before::Joined,
            '/' => two().is_some_and(chars::is_alnum),
            '.' | ',' | ':' | '\'' => two().is_some_and(chars::is_digit),
            c => c == '_' || chars::is_alnum(c),
        };
        if is_inside {
            Before::Inside
        } else {
            Before::Free
        }
    }

    /// Whether the sign or the code of a currency may stand before a number.
    fn is_signed(&self, at: usize) -> bool {
        let bytes = self.text.bytes;
        let known = self.known.signs();
        let ends = |mut end: usize| {
            if let Some((' ', from)) = self.text.char_before(end) {
                end = from;
            }
            known.may_end(&bytes[..end])
        };
        ends(at) || (self.byte_before(at) == b'.' && ends(at - 1))
    }

    /// What a number is whose first digits end at `head`.
    fn shape(&self, at: usize, head: usize) -> Shape {
        let size = head - at;
        if size > LONGEST_NUMBER {
            return Shape::None;
        }
        let digits = &self.text.bytes[at..head];
        let is_year = size == 4 && (digits.starts_with(b"19") || digits.starts_with(b"20"));
        let few = digits[..size - 1].iter().all(|&digit| digit == b'0');
        let plain = Shape::Number(Number { end: head, grouped: false, year: is_year, few });
        let Some((mark, next)) = self.text.char_at(head) else { return plain };
        let is_digit = |at: usize| self.text.char_at(at).is_some_and(|(c, _)| chars::is_digit(c));
        match mark {
            ' ' | '.' | ',' | '\'' if is_digit(next) => {}
            c if c.is_ascii() || c == ' ' || is_mark(c) && !chars::is_digit(c) => {
                return if matches!(c, '½' | '¼' | '¾') { Shape::Unclear } else { plain };
            }
            c if chars::is_alpha(c) => return plain,
            _ => return Shape::Unclear,
        }
        let mut text = ['\0'; 48];
        let mut ends = [0; 48];
        let (mut size, mut place) = (0, at);
        // No number reaches past what is neither a digit nor a mark within one.
        let mut further = 2;
        while let (true, Some((c, next))) = (size < text.len(), self.text.char_at(place)) {
            (text[size], ends[size]) = (c, next);
            (size, place) = (size + 1, next);
            if further < 2 || !(chars::is_digit(c) || matches!(c, ' ' | '.' | ',' | '\'')) {
                further -= 1;
            }
            if further == 0 {
                break;
            }
        }
        let text = &text[..size];
        let Some(found) = Digits::at(text, 0) else { return Shape::None };
        let is_cut = size == ends.len() && found.end + 8 > size;
        let (mut end, mut grouped) = (found.end, found.groups.is_some());
        if found.head > 3 && grouped {
            (end, grouped) = (found.head, false);
        }
        let is_lakhs =
            text.get(end) == Some(&',') && text.get(end + 1).is_some_and(|&c| chars::is_digit(c));
        if is_cut || is_lakhs || matches!(text.get(end), Some('½' | '¼' | '¾')) {
            return Shape::Unclear;
        }
        let year = is_year && !grouped && (found.fraction.is_none() || end == found.head);
        Shape::Number(Number { end: ends[end - 1], grouped, year, few: few && !grouped })
    }

    /// Whether the grammar reads a quantity at a number.
    fn reads(&self, at: usize, back: usize) -> bool {
        let Bytes { text, bytes } = self.text;
        let mut stop = bytes.len().min(at + AHEAD);
        if stop < bytes.len() {
            let blanks = bytes[at..at + REACH].iter().filter(|&&byte| matches!(byte, b' ' | b'\n'));
            if blanks.count() < BLANKS {
                return true;
            }
            while !text.is_char_boundary(stop) {
                stop += 1;
            }
        }
        // What the grammar reads begins before the first number of those that are near.
        let start = self.text.back(at, back).max(self.text.back(self.first, MARGIN_BEFORE));
        let (Some(before), Some(after)) = (text.get(start..at), text.get(at..stop)) else {
            return true;
        };
        if after.contains('Σ') {
            return true; // It has two small forms.
        }
        let (mut raw, mut low) =
            (Vec::with_capacity(stop - start), Vec::with_capacity(stop - start));
        view(&mut raw, &mut low, before);
        let place = raw.len();
        view(&mut raw, &mut low, after);
        let window = window(&raw, &low, 0, raw.len());
        Walk::new(&window).promises(place)
    }

    /// Whether the number in words may be a quantity that may start at a place.
    fn counts_in_words(&mut self, at: usize) -> bool {
        let Some(end) = self.number_word(at) else { return false };
        self.note(at);
        let bits = self.bits(at, end);
        let is_plain = bits & (CARDINAL | SEVERAL) != 0 && bits & (TELLS | SHORT) == 0;
        (!is_plain || self.word_promises(at, end, bits)) && self.reads(at, BACK)
    }

    /// The end of the word that starts at a place, if numbers are found by it.
    fn number_word(&mut self, at: usize) -> Option<usize> {
        let end = self.text.letters_end(at);
        let is_whole = self.text.byte(end) < 0x80 && end - at <= LONGEST_WORD;
        if is_whole && !self.known.is_number_word(&self.text.bytes[at..end]) {
            return None;
        }
        if self.text.char_before(at).is_some_and(|(c, _)| chars::is_alpha(c)) {
            return None;
        }
        let mut raw = ['\0'; 24];
        let mut size = 0;
        for (place, c) in raw.iter_mut().zip(viewed(self.text.text.get(at..)?)) {
            *place = c;
            size += 1;
        }
        let raw = &raw[..size];
        if is_whole {
            return number_begins(raw).then_some(end);
        }
        let end = number_word(raw, &lower_case(raw), 0)?;
        Some(at + raw[..end].iter().map(|c| c.len_utf8()).sum::<usize>())
    }

    /// Whether what stands beside a plain number in words leaves it a chance of being a quantity.
    fn word_promises(&mut self, at: usize, end: usize, bits: u32) -> bool {
        let is_several = bits & SEVERAL != 0;
        let Some((c, _)) = self.text.char_at(end) else { return self.is_word_led(at) };
        if matches!(c, '.' | ';' | ':' | ')' | '!' | '?' | '"') {
            return self.is_word_led(at);
        }
        let Some(place) = self.text.past_blank(end) else { return true };
        let after = self.text.letters_end(place);
        if after == place || self.text.goes_on(after) {
            return true;
        }
        let next = self.bits(place, after);
        let is_point = self.text.bytes[place..after].eq_ignore_ascii_case(b"point");
        if next & (CLOSES | TELLS | SHORT) == CLOSES && !is_point {
            return false;
        }
        if next & (TELLS | SHORT) != 0 {
            return true;
        }
        if self.number_word(place).is_some() {
            // The number goes on, and its last word tells, unless another ends before it.
            return self.bits_before(at).map_or(true, |each| each & LEAD != 0);
        }
        if next & (NOUN | LEAD | AND | JOIN | STOPS) != 0 {
            return true;
        }
        // Of people, ten or more; "plusieurs" counts none.
        let is_few = bits & FEW != 0 && self.bits_before(at).is_some_and(|each| each & LEAD == 0);
        if next & PEOPLE != 0 && !is_several && !is_few {
            return true;
        }
        !(is_several || next & PLURAL != 0) || self.is_word_led(at)
    }

    /// Whether a number in words may carry on from what stands before it.
    fn is_word_led(&mut self, at: usize) -> bool {
        self.bits_before(at).map_or(true, |bits| bits & (LED | LEAD) != 0)
    }
}
