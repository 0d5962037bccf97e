//! Classes of characters, with Python's meaning of ``\w``, ``\d`` and ``\s``.

use crate::base::chars;

/// Letters, digits and what else is a number, and the underscore.
#[inline]
pub fn is_word(c: char) -> bool {
    if c.is_ascii() {
        c.is_ascii_alphanumeric() || c == '_'
    } else {
        chars::is_alnum(c)
    }
}

/// Decimal digits of any script.
#[inline]
pub fn is_digit(c: char) -> bool {
    c.is_ascii_digit() || (!c.is_ascii() && chars::is_decimal(c))
}

/// What a decimal digit of any script counts: `int` of one character.
pub fn digit_of(c: char) -> Option<u32> {
    if c.is_ascii() || !is_digit(c) {
        return c.to_digit(10);
    }
    // Their blocks begin at zero and are ten long, or several times as long.
    let before = (1..=50)
        .take_while(|back| char::from_u32((c as u32).saturating_sub(*back)).is_some_and(is_digit));
    Some(before.count() as u32 % 10)
}

/// Blanks, the separators of information included.
#[inline]
pub fn is_space(c: char) -> bool {
    chars::is_space(c)
}

/// One member of a class.
#[derive(Debug, Clone, PartialEq)]
pub enum Member {
    Range(char, char),
    Word(bool),
    Digit(bool),
    Space(bool),
}

impl Member {
    fn has(&self, c: char) -> bool {
        match self {
            Self::Range(from, to) => *from <= c && c <= *to,
            Self::Word(holds) => is_word(c) == *holds,
            Self::Digit(holds) => is_digit(c) == *holds,
            Self::Space(holds) => is_space(c) == *holds,
        }
    }
}

/// A set of characters; those of Latin-1 are told by a table.
#[derive(Debug, Clone, PartialEq)]
pub struct Class {
    latin: [u64; 4],
    members: Vec<Member>,
    negated: bool,
    folded: bool,
}

impl Class {
    pub fn new(members: Vec<Member>, negated: bool, folded: bool) -> Self {
        let mut class = Self { latin: [0; 4], members, negated, folded };
        for code in 0..=255_u8 {
            if class.holds(char::from(code)) {
                class.latin[usize::from(code) / 64] |= 1 << (code % 64);
            }
        }
        class
    }

    /// All characters, or all but the line feed.
    pub fn any(line_feeds: bool) -> Self {
        let members = if line_feeds { vec![] } else { vec![Member::Range('\n', '\n')] };
        Self::new(members, true, false)
    }

    #[inline]
    pub fn has(&self, c: char) -> bool {
        let code = c as usize;
        if code < 256 {
            self.latin[code / 64] >> (code % 64) & 1 == 1
        } else {
            self.holds(c)
        }
    }

    fn holds(&self, c: char) -> bool {
        let found = self.members.iter().any(|each| each.has(c))
            || (self.folded
                && (c.to_lowercase().chain(c.to_uppercase()))
                    .any(|other| self.members.iter().any(|each| each.has(other))));
        found != self.negated
    }

    /// The table of Latin-1, and whether it may hold anything beyond.
    pub fn table(&self) -> ([u64; 4], bool) {
        let beyond = self.negated
            || self.folded
            || self.members.iter().any(|each| match each {
                Member::Range(_, to) => *to as u32 > 255,
                _ => true,
            });
        (self.latin, beyond)
    }
}
