//! A stored text in its bytes, read as its view would be, a character at a time where one is asked
//! for: what the screen (`screen`) looks at, so that most texts are never decoded.

use crate::base::chars;
use crate::documents::views::alike;

/// Bytes that those characters begin with which a view drops or spells out, or has two forms of.
#[inline]
pub fn is_uneven_start(byte: u8) -> bool {
    matches!(byte, 0xc2 | 0xce | 0xe2 | 0xef)
}

/// A text and its bytes.
#[derive(Clone, Copy)]
pub struct Bytes<'t> {
    pub text: &'t str,
    pub bytes: &'t [u8],
}

impl<'t> Bytes<'t> {
    pub fn new(text: &'t str) -> Self {
        Self { text, bytes: text.as_bytes() }
    }

    /// The byte at a place; that of a blank past the end.
    #[inline]
    pub fn byte(&self, at: usize) -> u8 {
        self.bytes.get(at).copied().unwrap_or(b' ')
    }

    /// The character at a place as the view has it, and where the next one is.
    #[inline]
    pub fn char_at(&self, at: usize) -> Option<(char, usize)> {
        let byte = *self.bytes.get(at)?;
        if byte < 0x80 {
            return Some((char::from(if byte == b'\t' { b' ' } else { byte }), at + 1));
        }
        let c = self.text.get(at..)?.chars().next()?;
        Some((alike(c), at + c.len_utf8()))
    }

    /// The character before a place as the view has it, and where it stands.
    #[inline]
    pub fn char_before(&self, at: usize) -> Option<(char, usize)> {
        let byte = *self.bytes.get(at.checked_sub(1)?)?;
        if byte < 0x80 {
            return Some((char::from(if byte == b'\t' { b' ' } else { byte }), at - 1));
        }
        let c = self.text.get(..at)?.chars().next_back()?;
        Some((alike(c), at - c.len_utf8()))
    }

    /// The text between two places, as far as it goes; a character that either parts is left out.
    pub fn stretch(&self, from: usize, to: usize) -> &'t str {
        let mut to = to.min(self.bytes.len());
        while !self.text.is_char_boundary(to) {
            to -= 1;
        }
        self.text.get(from..to).unwrap_or("")
    }

    /// True where a phrase, in lower case, stands at a place.
    pub fn goes_on_with(&self, at: usize, phrase: &[char]) -> bool {
        let mut place = at;
        phrase.iter().all(|&each| match self.char_at(place) {
            Some((c, next)) => {
                place = next;
                chars::chars().lower(c) == each
            }
            None => false,
        })
    }

    /// What follows a blank, or the end of a line within a sentence, that stands after a number or
    /// a word.
    #[inline]
    pub fn past_blank(&self, at: usize) -> Option<usize> {
        match *self.bytes.get(at)? {
            b' ' | b'\t' => Some(at + 1),
            b'\n' if self.is_small(at + 1) => Some(at + 1),
            0x80..=0xff => self.char_at(at).filter(|&(c, _)| c == ' ').map(|(_, next)| next),
            _ => None,
        }
    }

    /// ``[a-zà-ÿ]`` at a place.
    #[inline]
    fn is_small(&self, at: usize) -> bool {
        match self.byte(at) {
            b'a'..=b'z' => true,
            0xc3 => self.byte(at + 1) >= 0xa0,
            _ => false,
        }
    }

    /// Where the letters of Latin-1 end that begin at a place.
    #[inline]
    pub fn letters_end(&self, mut at: usize) -> usize {
        loop {
            match self.byte(at) {
                b'a'..=b'z' | b'A'..=b'Z' => at += 1,
                // Neither the sign of multiplication nor that of division, which are no letters.
                0xc3 if !matches!(self.byte(at + 1), 0x97 | 0xb7) && at + 1 < self.bytes.len() => {
                    at += 2;
                }
                _ => return at,
            }
        }
    }

    /// Where such letters begin that end at a place.
    #[inline]
    pub fn letters_start(&self, mut at: usize) -> usize {
        while at > 0 {
            match self.bytes[at - 1] {
                b'a'..=b'z' | b'A'..=b'Z' => at -= 1,
                0x80..=0xbf if at > 1 && self.bytes[at - 2] == 0xc3 => {
                    if matches!(self.bytes[at - 1], 0x97 | 0xb7) {
                        return at;
                    }
                    at -= 2;
                }
                _ => return at,
            }
        }
        at
    }

    /// True where letters outside of Latin-1 may stand before those that begin at a place.
    #[inline]
    pub fn goes_back(&self, at: usize) -> bool {
        self.char_before(at).is_some_and(|(c, _)| !c.is_ascii() && !is_mark(c))
    }

    /// True where a word whose letters end at a place may go on: "avant-", "l'", "m²", "œ".
    #[inline]
    pub fn goes_on(&self, at: usize) -> bool {
        let Some((c, next)) = self.char_at(at) else { return false };
        match c {
            '\'' | '.' | '&' | '-' => {
                matches!(self.byte(next), b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'_' | 0x80..)
            }
            '0'..='9' | '_' => true,
            c if c.is_ascii() => false,
            c => !is_mark(c),
        }
    }

    /// The place so many characters before another one.
    pub fn back(&self, at: usize, count: usize) -> usize {
        // All bytes begin a character but those that go on with one.
        let begins = |byte: &u8| byte & 0xc0 != 0x80;
        let (mut place, mut left) = (at, count);
        while let Some(from) = place.checked_sub(16) {
            let begun = self.bytes[from..place].iter().filter(|byte| begins(byte)).count();
            if begun >= left {
                break;
            }
            (place, left) = (from, left - begun);
        }
        while place > 0 && left > 0 {
            place -= 1;
            left -= usize::from(begins(&self.bytes[place]));
        }
        place
    }
}

/// Marks outside of ASCII that are no letters, numbers, signs of a currency or anything else that
/// the grammar of numbers knows.
pub fn is_mark(c: char) -> bool {
    matches!(c, '«' | '»' | '–' | '…' | '°' | '•' | '·' | '½' | '¼' | '¾') && !chars::is_alpha(c)
}

/// The characters of a text as its view has them.
pub fn viewed(text: &str) -> impl Iterator<Item = char> + '_ {
    text.chars().map(|c| if c == '\t' { ' ' } else { alike(c) })
}

/// The same and, as they are without 'Σ', those in lower case; many at a time where they are ASCII.
pub fn view(raw: &mut Vec<char>, low: &mut Vec<char>, text: &str) {
    let known = chars::chars();
    let plain = |byte: u8| char::from(if byte == b'\t' { b' ' } else { byte });
    let mut rest = text;
    while !rest.is_empty() {
        let (ascii, other) = rest.split_at(plain_size(rest.as_bytes()));
        raw.extend(ascii.bytes().map(plain));
        low.extend(ascii.bytes().map(|byte| plain(byte.to_ascii_lowercase())));
        let mut others = other.chars();
        raw.extend(others.next().map(alike));
        rest = others.as_str();
        low.extend(raw[low.len()..].iter().map(|&c| known.lower(c)));
    }
}

/// How many bytes of ASCII a text begins with.
#[inline]
fn plain_size(bytes: &[u8]) -> usize {
    let is_plain = |eight: &&[u8]| eight.iter().fold(0, |all, byte| all | byte) < 0x80;
    let size = 8 * bytes.chunks_exact(8).take_while(is_plain).count();
    size + bytes[size..].iter().take_while(|byte| byte.is_ascii()).count()
}
