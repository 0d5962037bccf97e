//! Numbers where they stand: in digits or words, with what is part of them and a currency before.
//!
//! "H100", a date's day and the second half of a decimal are no numbers; ".5", "10,000+" and "$2"
//! are.

use std::sync::OnceLock;

use super::forms::Forms;
use super::numerals::{digits_at, ends_so, goes_on, scale_alone, words_at, written, Numeral};
use super::window::Prefix;
use crate::base::chars;
use crate::base::lexicon::lexicon;
use crate::base::Decimal;
use crate::pattern::Pattern;

struct Lists {
    two_words: Pattern,
    /// Letters and marks that no currency sign ends in: most numbers are told by them at once.
    no_currency: Vec<char>,
    written: Written,
}

fn lists() -> &'static Lists {
    static LISTS: OnceLock<Lists> = OnceLock::new();
    LISTS.get_or_init(|| {
        let listed = lexicon().list("quantities.numbers.NO_CURRENCY");
        let mut no_currency: Vec<char> = listed.iter().flat_map(|each| each.chars()).collect();
        no_currency.sort_unstable();
        let two_words = Pattern::of("quantities.numbers._TWO_WORDS");
        Lists { two_words, no_currency, written: Written::new() }
    })
}

/// What may stand before the point of ".5"; None for the beginning of the text.
pub fn is_before_point(raw: &[char], at: usize) -> bool {
    // In Python `raw[at - 2 : at - 1]` is empty for at == 1, and for at == 0 all but the last.
    at < 2 || matches!(raw.get(at - 2), None | Some(' ' | '(' | '$' | '€' | '£'))
}

/// Signs and codes of currencies as they are written before a number.
pub struct Written {
    /// By the last byte of each; only what follows the last blank of those that have one.
    by_last: Vec<Vec<String>>,
    /// Two bytes that one may end in, or that may stand before one and be it.
    ends: Vec<u64>,
}

impl Written {
    pub fn new() -> Self {
        let mut by_last = vec![Vec::new(); 256];
        for form in lexicon().list("forms.written_before") {
            let form = form.rsplit(' ').next().unwrap_or("").to_string();
            if let Some(&last) = form.as_bytes().last() {
                by_last[usize::from(last)].push(form);
            }
        }
        let mut ends = vec![0; (1 << 16) / 64];
        for form in by_last.iter().flatten() {
            let befores = match *form.as_bytes() {
                [.., before, _] => before..=before,
                _ => 0..=u8::MAX,
            };
            for before in befores {
                let (at, bit) = Self::place(before, form.as_bytes()[form.len() - 1]);
                ends[at] |= bit;
            }
        }
        Self { by_last, ends }
    }

    /// Where in the table of last bytes two of them stand.
    #[inline]
    fn place(before: u8, last: u8) -> (usize, u64) {
        let number = usize::from(before) << 8 | usize::from(last);
        (number / 64, 1 << (number % 64))
    }

    /// Whether the last two characters of a text may be the last ones of a sign or a code.
    fn may_be_end(&self, text: &[char]) -> bool {
        match *text {
            [.., before, last] if before.is_ascii() && last.is_ascii() => {
                let (at, bit) = Self::place(before as u8, last as u8);
                self.ends[at] & bit != 0
            }
            _ => true,
        }
    }

    /// True where a text may end in one; a letter before it makes it a part of a word.
    #[inline]
    pub fn may_end(&self, text: &[u8]) -> bool {
        let Some(&last) = text.last() else { return false };
        if let [.., before, last] = *text {
            let (at, bit) = Self::place(before, last);
            if self.ends[at] & bit == 0 {
                return false;
            }
        }
        self.by_last[usize::from(last)].iter().any(|form| {
            let form = form.as_bytes();
            text.ends_with(form)
                && !(form[0].is_ascii_alphabetic()
                    && text.len() > form.len()
                    && text[text.len() - form.len() - 1].is_ascii_alphabetic())
        })
    }
}

/// The numbers of one stretch of text.
pub struct Numbers<'w> {
    pub raw: &'w [char],
    pub low: &'w [char],
    pub forms: &'static Forms,
    /// Where the last quantity ended: nothing before it belongs to another one.
    pub floor: usize,
    /// Where the last number ended, be it a quantity or not.
    pub past: usize,
}

impl<'w> Numbers<'w> {
    pub fn new(raw: &'w [char], low: &'w [char], forms: &'static Forms) -> Self {
        Self { raw, low, forms, floor: 0, past: 0 }
    }

    /// The number in digits that starts at a place; None for a year and the like.
    pub fn digits(&mut self, at: usize) -> Option<Numeral> {
        let raw = self.raw;
        let before = if at > 0 { raw[at - 1] } else { ' ' };
        if before != ' ' && !self.opens(at, before) {
            return None;
        }
        let Some(mut numeral) = digits_at(raw, at) else {
            self.past = at + 1;
            return None;
        };
        let end = numeral.end;
        self.complete(at, before, &mut numeral);
        let ends = matches!(
            raw.get(end),
            None | Some(',' | '.' | ';' | ':' | ')' | ']' | '»' | '"' | '\n' | '!' | '?')
        );
        if numeral.year && ends && before == ' ' {
            self.past = end;
            return None;
        }
        Some(numeral)
    }

    /// Takes in what stands around the digits of a number: ".5 GW", "10,000+".
    pub fn complete(&self, at: usize, before: char, numeral: &mut Numeral) {
        let (raw, end) = (self.raw, numeral.end);
        if before == '.' && !numeral.grouped && is_before_point(raw, at) {
            let digits = written(raw, at, end);
            if digits.chars().all(|c| c.is_ascii_digit()) {
                numeral.value = Decimal::parse(&format!("0.{digits}")).unwrap_or(numeral.value);
            }
        }
        let after = raw.get(end + 1);
        if raw.get(end) == Some(&'+')
            && matches!(after, None | Some(' ' | 'M' | 'G' | 'K' | 'k' | 'm' | 'b'))
        {
            numeral.end += 1;
            numeral.plus = true;
        }
    }

    /// True where a number may start: not inside of a name, a date, a decimal or a slug.
    fn opens(&self, at: usize, before: char) -> bool {
        if chars::is_alpha(before) {
            // "QR2 billion" and "2x100 MW", but neither "H100" nor "COP30".
            if matches!(before, 'x' | 'X') && at >= 2 && chars::is_digit(self.raw[at - 2]) {
                return true;
            }
            return self.prefix(at).is_some();
        }
        if chars::is_alnum(before) || before == '_' {
            return false;
        }
        if at > 1 && matches!(before, '-' | '/' | '.' | ',' | ':' | '\'') {
            let two = self.raw[at - 2];
            return !(if matches!(before, '-' | '/') {
                chars::is_alnum(two)
            } else {
                chars::is_digit(two)
            });
        }
        true
    }

    fn opens_word(&self, at: usize) -> bool {
        let before = self.raw[at - 1];
        if before == ' ' {
            // "114 per cent" holds no hundred.
            let part = goes_on(self.low, at, "cent") || goes_on(self.low, at, "mille");
            let start = at.saturating_sub(5);
            return !(part && matches!(&written(self.low, start, at)[..], " per " | "pour "));
        }
        if chars::is_alnum(before) || before == '_' {
            return false;
        }
        before != '-' || at < 2 || !chars::is_digit(self.raw[at - 2])
    }

    /// The currency sign or code that stands before a number.
    pub fn prefix(&self, at: usize) -> Option<Prefix> {
        let mut end = at;
        let mut before = *self.raw.get(at.checked_sub(1)?)?;
        if before == ' ' {
            end = at - 1;
            before = *self.raw.get(at.checked_sub(2)?)?;
        }
        if lists().no_currency.binary_search(&before).is_ok()
            || !lists().written.may_be_end(&self.raw[..end])
        {
            return None;
        }
        let codes = |form: &str| self.forms.currency_codes.get(form).cloned().unwrap_or_default();
        if matches!(before, '€' | '£') && self.raw[at - 1] == before && at > self.floor {
            let form = before.to_string();
            return Some(Prefix { codes: codes(&form), form, start: at - 1, end: at });
        }
        let start = self.floor.max(at.saturating_sub(8));
        let back: Vec<char> = self.raw.get(start..at)?.iter().rev().copied().collect();
        let (from, to) = self.forms.prefix_back.match_at(&back, 0)?.group(1)?;
        let form: String = back[from..to].iter().rev().collect();
        let low: String = form.chars().flat_map(char::to_lowercase).collect();
        Some(Prefix { codes: codes(&low), form, start: at - to, end: at - from })
    }

    /// The number in words around a place, unless it stands inside of another word.
    pub fn words(&self, at: usize) -> (usize, Option<Numeral>) {
        if at > 0 && !self.opens_word(at) {
            return (at, None);
        }
        self.words_around(at)
    }

    /// The number in words around a place, and where it starts with the words before it.
    pub fn words_around(&self, at: usize) -> (usize, Option<Numeral>) {
        let (forms, low) = (self.forms, self.low);
        if let Some((from, to)) = lists().two_words.match_at(low, at).and_then(|m| m.group(1)) {
            let second = written(low, from, to);
            if second != "point" && forms.uncounted.contains(&*second) {
                return (at, None);
            }
        }
        let is_new = ends_so(low, at, "tout ") || ends_so(low, at, "flambant ");
        if goes_on(low, at, "neuf") && is_new {
            return (at, None); // "un fonds tout neuf"
        }
        let from = self.floor.max(at.saturating_sub(40));
        let back: Vec<char> = low.get(from..at).unwrap_or(&[]).iter().rev().copied().collect();
        let mut starts = Vec::new();
        let mut reached = 0;
        while let Some(end) = forms.lead_back.match_end(&back, reached) {
            starts.push(at - end);
            if end == reached {
                break;
            }
            reached = end;
        }
        for &start in starts.iter().rev() {
            if let Some(numeral) = words_at(low, start, forms) {
                if numeral.end + 1 >= at {
                    return (start, Some(numeral));
                }
            }
        }
        let numeral = words_at(low, at, forms).or_else(|| {
            let end = forms.scale.match_end(low, at)?;
            scale_alone(low, at, &written(low, at, end))
        });
        (at, numeral)
    }
}
