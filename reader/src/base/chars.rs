//! What a character is, as Python sees it: `str.isalpha` and its like, to the letter.
//!
//! Python hands its tables over (``chars.*`` among the constants), for each version of Unicode
//! has its own opinion, and the standard library here another one than Python's.

use std::sync::OnceLock;

use super::hash::FastMap;
use super::lexicon::lexicon;

const ALPHA: u16 = 1;
const ALNUM: u16 = 1 << 1;
const DECIMAL: u16 = 1 << 2;
const DIGIT: u16 = 1 << 3;
const UPPER: u16 = 1 << 4;
const LOWER: u16 = 1 << 5;
const TITLE: u16 = 1 << 6;
const SPACE: u16 = 1 << 7;
const LOWERED: u16 = 1 << 8;
/// What words are made of: letters, digits and the low line.
const WORD: u16 = 1 << 9;
const NAMES: [(&str, u16); 8] = [
    ("alpha", ALPHA),
    ("alnum", ALNUM | WORD),
    ("decimal", DECIMAL),
    ("digit", DIGIT),
    ("upper", UPPER),
    ("lower", LOWER),
    ("title", TITLE),
    ("space", SPACE),
];

/// What every character is; those beyond the last one are nothing.
pub struct Chars {
    classes: Vec<u16>,
    lowered: FastMap<char, char>,
}

/// The tables; to be asked for once by what looks at many characters.
#[inline]
pub fn chars() -> &'static Chars {
    static CHARS: OnceLock<Chars> = OnceLock::new();
    CHARS.get_or_init(Chars::read)
}

impl Chars {
    fn read() -> Self {
        let all = lexicon();
        let runs = NAMES.map(|(name, class)| {
            let ends = all.get(&format!("chars.{name}")).items();
            (ends.chunks_exact(2).map(|each| (each[0].int(), each[1].int())), class)
        });
        let size = runs.clone().into_iter().flat_map(|(ends, _)| ends.map(|(_, end)| end)).max();
        let mut classes = vec![0; size.unwrap_or(0).max(128) as usize];
        classes['_' as usize] = WORD;
        for (ends, class) in runs {
            for (first, end) in ends {
                classes[first as usize..end as usize].iter_mut().for_each(|each| *each |= class);
            }
        }
        let pairs = all.get("chars.lowered").items();
        let mut lowered = FastMap::default();
        if let [chars, low] = pairs {
            for (c, low) in chars.text().chars().zip(low.text().split('\n')) {
                lowered.extend(low.chars().next().map(|each| (c, each)));
                if let Some(class) = classes.get_mut(c as usize) {
                    *class |= LOWERED;
                }
            }
        }
        Self { classes, lowered }
    }

    #[inline]
    fn is(&self, c: char, class: u16) -> bool {
        self.classes.get(c as usize).is_some_and(|each| each & class != 0)
    }

    /// `str.isalnum` of one character.
    #[inline]
    pub fn is_alnum(&self, c: char) -> bool {
        self.is(c, ALNUM)
    }

    /// ``\w`` of a regular expression.
    #[inline]
    pub fn is_word(&self, c: char) -> bool {
        self.is(c, WORD)
    }

    /// ``[^\W\d_]`` of a regular expression.
    #[inline]
    pub fn is_letter(&self, c: char) -> bool {
        self.classes.get(c as usize).is_some_and(|each| each & (ALNUM | DECIMAL) == ALNUM)
    }

    /// ``\d`` of a regular expression, `str.isdecimal` ("²" is none).
    #[inline]
    pub fn is_decimal(&self, c: char) -> bool {
        self.is(c, DECIMAL)
    }

    /// `str.isspace` of one character, and ``\s`` of a regular expression.
    #[inline]
    pub fn is_space(&self, c: char) -> bool {
        self.is(c, SPACE)
    }

    /// `str.lower` of one character, where that is one; itself where it is more.
    #[inline]
    pub fn lower(&self, c: char) -> char {
        if c.is_ascii() {
            c.to_ascii_lowercase()
        } else if self.is(c, LOWERED) {
            self.lowered.get(&c).copied().unwrap_or(c)
        } else {
            c
        }
    }
}

/// `str.isalpha` of one character.
#[inline]
pub fn is_alpha(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_alphabetic();
    }
    chars().is(c, ALPHA)
}

/// `str.isalnum` of one character.
#[inline]
pub fn is_alnum(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_alphanumeric();
    }
    chars().is(c, ALNUM)
}

/// `str.isdigit` of one character ("²" is one).
#[inline]
pub fn is_digit(c: char) -> bool {
    chars().is(c, DIGIT)
}

/// ``\d`` of a regular expression, `str.isdecimal` ("²" is none).
#[inline]
pub fn is_decimal(c: char) -> bool {
    chars().is(c, DECIMAL)
}

/// `str.isupper` of one character.
#[inline]
pub fn is_upper(c: char) -> bool {
    chars().is(c, UPPER)
}

/// `str.islower` of one character.
#[inline]
pub fn is_lower(c: char) -> bool {
    chars().is(c, LOWER)
}

/// `str.isspace` of one character, and ``\s`` of a regular expression.
#[inline]
pub fn is_space(c: char) -> bool {
    chars().is(c, SPACE)
}

/// `str.isalpha`; false for an empty string.
pub fn isalpha(text: &str) -> bool {
    let known = chars();
    !text.is_empty() && text.chars().all(|c| known.is(c, ALPHA))
}

/// `str.isdigit`; false for an empty string.
pub fn isdigit(text: &str) -> bool {
    let known = chars();
    !text.is_empty() && text.chars().all(|c| known.is(c, DIGIT))
}

/// `str.isupper`: some letter in upper case, and none in lower case or with a capital alone.
pub fn isupper(text: &str) -> bool {
    let known = chars();
    let mut found = false;
    for c in text.chars() {
        // What is upper case is title case too, to Python.
        if known.is(c, UPPER) {
            found = true;
        } else if known.is(c, LOWER | TITLE) {
            return false;
        }
    }
    found
}

/// `str.islower`: some letter in lower case, and none in upper case or with a capital alone.
pub fn islower(text: &str) -> bool {
    let known = chars();
    let mut found = false;
    for c in text.chars() {
        if known.is(c, LOWER) {
            found = true;
        } else if known.is(c, UPPER | TITLE) {
            return false;
        }
    }
    found
}

/// The first character of a word; a blank for an empty one.
#[inline]
pub fn first(text: &str) -> char {
    text.chars().next().unwrap_or(' ')
}
