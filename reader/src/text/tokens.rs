//! Words of a text with their places, once, so that every rule reads the same ones.
//!
//! French elisions stand alone (``l'`` ``Essonne``), English possessives too (``Blackstone``
//! ``'s``); a hyphen, an ampersand or a dot inside a name does not split it (``Seine-et-Marne``,
//! ``AT&T``), nor does an elision between hyphens (``Villeneuve-d'Ascq``).
//!
//! The forms are those of a regular expression in Python, tried in its order.

use crate::base::chars::{chars, Chars};
use crate::base::{Words, Written};

/// Parallel columns, one row a token: where it stands, and its lower-case form.
#[derive(Debug, Default, Clone)]
pub struct Tokens {
    pub starts: Vec<usize>,
    pub ends: Vec<usize>,
    pub words: Words,
}

/// Splits a view's text into words; `low` is the same in lower case, of the same length.
pub fn tokenize(text: &[char], low: &[char]) -> Tokens {
    tokenize_written(text, low, &Written::of(text))
}

/// The same where the text is already written in UTF-8.
pub fn tokenize_written(text: &[char], low: &[char], written: &Written) -> Tokens {
    // A word of the press takes some six characters, its blank included.
    let few = text.len() / 4;
    let (mut starts, mut ends) = (Vec::with_capacity(few), Vec::with_capacity(few));
    each_span(text, |start, end| {
        starts.push(start);
        ends.push(end);
    });
    let words = Words::new(written.lowered(text, low), &starts, &ends);
    Tokens { starts, ends, words }
}

/// The words of a phrase of a lexicon, whose apostrophes are made straight.
pub fn split_words(phrase: &str) -> Vec<String> {
    let text: Vec<char> = phrase.chars().map(|c| if c == '\u{2019}' { '\'' } else { c }).collect();
    let low = lower_case(&text);
    let mut words = Vec::new();
    each_span(&text, |start, end| words.push(low[start..end].iter().collect()));
    words
}

/// Lower case that keeps the length, so that both have the same offsets.
pub fn lower_case(text: &[char]) -> Vec<char> {
    // What is of Latin-1 is told by its number, many at a time; what is beyond, looked up.
    let mut low: Vec<char> = text.iter().map(|&c| lower_latin(c)).collect();
    if text.iter().fold(0, |all, &c| all | c as u32) <= 0xff {
        return low;
    }
    let known = chars();
    for (low, &c) in low.iter_mut().zip(text) {
        if c > '\u{ff}' {
            *low = known.lower(c);
        }
    }
    // A sigma has a form of its own at the end of a word; but where one letter becomes two, which
    // in Python is seen by the length, each is put in lower case by itself.
    if text.contains(&'Σ') && !text.contains(&'İ') {
        let whole: Vec<char> = text.iter().collect::<String>().to_lowercase().chars().collect();
        for (i, _) in text.iter().enumerate().filter(|(_, &c)| c == 'Σ') {
            low[i] = whole.get(i).copied().unwrap_or('σ');
        }
    }
    low
}

/// A letter of Latin-1 in lower case; any other character as it is. All is asked of each one, so
/// that the processor may take many at once.
#[inline]
fn lower_latin(c: char) -> char {
    let code = c as u32;
    let is_plain = code.wrapping_sub('A' as u32) < 26;
    let is_capital = is_plain | ((code.wrapping_sub('À' as u32) < 31) & (c != '×'));
    if is_capital {
        char::from(code as u8 | 0x20)
    } else {
        c
    }
}

/// Calls back with where each word begins and ends.
pub fn each_span(text: &[char], mut found: impl FnMut(usize, usize)) {
    let scan = Scan { text, known: chars() };
    let mut at = 0;
    while let Some(&c) = text.get(at) {
        if c == ' ' || c == '_' || (!c.is_ascii_alphanumeric() && scan.known.is_space(c)) {
            at += 1;
            continue;
        }
        let end = scan.end(at, c);
        found(at, end);
        at = end;
    }
}

struct Scan<'a> {
    text: &'a [char],
    known: &'static Chars,
}

impl Scan<'_> {
    #[inline]
    fn get(&self, at: usize) -> char {
        self.text.get(at).copied().unwrap_or('\u{0}')
    }

    #[inline]
    fn is_word(&self, at: usize) -> bool {
        self.text.get(at).is_some_and(|&c| self.known.is_word(c))
    }

    #[inline]
    fn is_digit(&self, at: usize) -> bool {
        self.text.get(at).is_some_and(|&c| self.known.is_decimal(c))
    }

    /// Where a run of letters, digits and low lines ends.
    #[inline]
    fn word_end(&self, at: usize) -> usize {
        let rest = self.text.get(at..).unwrap_or(&[]);
        at + rest.iter().position(|&c| !self.known.is_word(c)).unwrap_or(rest.len())
    }

    /// Where the token ends that begins here with `c`, which is no blank.
    fn end(&self, at: usize, c: char) -> usize {
        if self.known.is_letter(c) {
            // Most words: what follows makes them nothing else.
            let end = self.word_end(at + 1);
            if end > at + 1 && !matches!(self.get(end), '\'' | '.' | '&' | '+' | '-') {
                return end;
            }
            self.initials(at)
                .or_else(|| self.title(at))
                .or_else(|| self.elision(at))
                .unwrap_or_else(|| self.name(end))
        } else if c == '\'' {
            let possessive = matches!(self.get(at + 1), 's' | 'S') && !self.is_word(at + 2);
            at + 1 + usize::from(possessive)
        } else if self.known.is_decimal(c) {
            self.number(at + 1)
        } else {
            at + 1
        }
    }

    fn number(&self, mut at: usize) -> usize {
        loop {
            while self.is_digit(at) {
                at += 1;
            }
            if !(matches!(self.get(at), '.' | ',') && self.is_digit(at + 1)) {
                return at;
            }
            at += 2;
        }
    }

    /// "J.D.", "U.S.", and "P.-D.G.".
    fn initials(&self, at: usize) -> Option<usize> {
        if self.get(at + 1) != '.' {
            return None;
        }
        let mut end = at;
        while end < at + 10 && is_capital(self.get(end)) && self.get(end + 1) == '.' {
            end += 2;
        }
        if end > at + 2 {
            return Some(end);
        }
        let dash = |at: usize| at + usize::from(self.get(at) == '-');
        if self.get(at) != 'P' {
            return None;
        }
        let second = dash(at + 2);
        if self.get(second) != 'D' || self.get(second + 1) != '.' {
            return None;
        }
        let third = dash(second + 2);
        if self.get(third) != 'G' {
            return None;
        }
        Some(third + 1 + usize::from(self.get(third + 1) == '.'))
    }

    /// "Mr." before a blank or the end.
    fn title(&self, at: usize) -> Option<usize> {
        let rest: &[&[char]] = match self.get(at) {
            'M' | 'm' => &[&[], &['r'], &['r', 's'], &['s'], &['m', 'e']],
            'D' | 'd' => &[&['r']],
            _ => return None,
        };
        let dot = rest.iter().find_map(|each| {
            let dot = at + 1 + each.len();
            (self.get(dot) == '.' && self.text[at + 1..dot] == **each).then_some(dot)
        })?;
        let ends = self.text.get(dot + 1).map_or(true, |&c| self.known.is_space(c));
        ends.then_some(dot + 1)
    }

    /// "O'Brien" whole; "l'", "qu'" and the like before a letter.
    fn elision(&self, at: usize) -> Option<usize> {
        let first = self.get(at);
        if first == 'O' && self.get(at + 1) == '\'' && is_capital(self.get(at + 2)) {
            let end = self.word_end(at + 3);
            return if end > at + 3 { Some(end) } else { None };
        }
        let short: &[&str] = match first.to_ascii_lowercase() {
            'l' => &["", "orsqu"],
            'd' | 's' | 'n' | 'c' | 'm' | 't' => &[""],
            'j' => &["", "usqu"],
            'q' => &["u", "uoiqu"],
            'p' => &["uisqu", "resqu"],
            _ => return None,
        };
        let mark = short.iter().find_map(|each| {
            let mark = at + 1 + each.len();
            let is_so =
                self.get(mark) == '\'' && each.chars().eq(self.text[at + 1..mark].iter().copied());
            is_so.then_some(mark)
        })?;
        let goes_on = self.text.get(mark + 1).is_some_and(|&c| self.known.is_alnum(c));
        goes_on.then_some(mark + 1)
    }

    /// Where a name ends whose first part ends here: "Villeneuve-d'Ascq", "AT&T".
    fn name(&self, mut end: usize) -> usize {
        loop {
            let mark = self.get(end);
            let elided = mark == '-'
                && matches!(self.get(end + 1), 'd' | 'D' | 'l' | 'L')
                && self.get(end + 2) == '\''
                && self.is_word(end + 3);
            if elided {
                end = self.word_end(end + 4);
            } else if matches!(mark, '-' | '&' | '+' | '.') && self.is_word(end + 1) {
                end = self.word_end(end + 2);
            } else {
                return end;
            }
        }
    }
}

/// ``[A-ZÀ-Þ]``, which takes the sign of multiplication in.
fn is_capital(c: char) -> bool {
    matches!(c, 'A'..='Z' | 'À'..='Þ')
}
