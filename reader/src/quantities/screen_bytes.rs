//! A stored text in its bytes, read as its view would be, a character at a time where one is asked
//! for: what the screen (`screen`) looks at, so that most texts are never decoded.

use crate::base::chars;
use crate::documents::views::alike;

/// What a byte may begin.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Other,
    Letter,
    /// A letter that "illi" may begin with, which is within the words for large numbers.
    Large,
    Digit,
    Line,
    /// A character outside of ASCII.
    Beyond,
}

/// The kind of each byte.
pub static KINDS: [Kind; 256] = kinds();

const fn kinds() -> [Kind; 256] {
    let mut kinds = [Kind::Other; 256];
    let mut byte = 0;
    while byte < 256 {
        kinds[byte] = match byte as u8 {
            b'i' | b'I' => Kind::Large,
            b'a'..=b'z' | b'A'..=b'Z' => Kind::Letter,
            b'0'..=b'9' => Kind::Digit,
            b'\n' => Kind::Line,
            0x80..=0xff => Kind::Beyond,
            _ => Kind::Other,
        };
        byte += 1;
    }
    kinds
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

/// The same, many at a time where they are ASCII.
pub fn view(raw: &mut Vec<char>, text: &str) {
    let mut rest = text;
    while !rest.is_empty() {
        let size = rest.bytes().position(|byte| byte >= 0x80).unwrap_or(rest.len());
        let (plain, other) = rest.split_at(size);
        raw.extend(plain.bytes().map(|byte| char::from(if byte == b'\t' { b' ' } else { byte })));
        let mut others = other.chars();
        raw.extend(others.next().map(alike));
        rest = others.as_str();
    }
}
