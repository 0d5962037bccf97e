//! Classes of characters, with Python's meaning of ``\w``, ``\d`` and ``\s``.

/// Letters, digits and what else is a number, and the underscore.
#[inline]
pub fn is_word(c: char) -> bool {
    if c.is_ascii() {
        c.is_ascii_alphanumeric() || c == '_'
    } else {
        c.is_alphanumeric()
    }
}

/// Decimal digits of any script.
#[inline]
pub fn is_digit(c: char) -> bool {
    c.is_ascii_digit() || (!c.is_ascii() && c.is_numeric() && decimal(c).is_some())
}

/// What a decimal digit of any script counts: `int` of one character.
#[inline]
pub fn digit_of(c: char) -> Option<u32> {
    if c.is_ascii() {
        c.to_digit(10)
    } else {
        decimal(c).filter(|_| c.is_numeric())
    }
}

/// A digit of a script that counts in tens. Their blocks begin at zero and are ten long.
fn decimal(c: char) -> Option<u32> {
    const ZEROS: &[u32] = &[
        0x660, 0x6f0, 0x7c0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xc66, 0xce6, 0xd66, 0xde6,
        0xe50, 0xed0, 0xf20, 0x1040, 0x1090, 0x17e0, 0x1810, 0x1946, 0x19d0, 0x1a80, 0x1a90,
        0x1b50, 0x1bb0, 0x1c40, 0x1c50, 0xa620, 0xa8d0, 0xa900, 0xa9d0, 0xa9f0, 0xaa50, 0xabf0,
        0xff10, 0x104a0, 0x10d30, 0x11066, 0x110f0, 0x11136, 0x111d0, 0x112f0, 0x11450, 0x114d0,
        0x11650, 0x116c0, 0x11730, 0x118e0, 0x11950, 0x11c50, 0x11d50, 0x11da0, 0x16a60, 0x16ac0,
        0x16b50, 0x1d7ce, 0x1d7d8, 0x1d7e2, 0x1d7ec, 0x1d7f6, 0x1e140, 0x1e2f0, 0x1e950, 0x1fbf0,
    ];
    let code = c as u32;
    let at = ZEROS.partition_point(|&zero| zero <= code);
    let zero = ZEROS[at.checked_sub(1)?];
    Some(code - zero).filter(|&digit| digit < 10)
}

/// Blanks, the separators of information included.
#[inline]
pub fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\t'..='\r' | '\u{1c}'..='\u{1f}') || (!c.is_ascii() && c.is_whitespace())
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
