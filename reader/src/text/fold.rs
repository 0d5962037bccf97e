//! One spelling for all spellings of a name: what lexicons and gazetteers are keyed by.
//!
//! Compatibility decomposition (Unicode NFKD) without its combining marks, then case folding.
//! Nothing of that depends on what stands beside a character: Python hands over what becomes of
//! each one (``chars.folded``).

use std::sync::OnceLock;

use crate::base::chars::chars;
use crate::base::lexicon::{keep, lexicon};
use crate::base::{FastMap, Str};

/// Syllables of Korea, which Unicode takes apart by a sum: the first one, the letters that one
/// opens, goes on and closes with, and how many there are of the last two.
const SYLLABLES: std::ops::RangeInclusive<char> = '\u{ac00}'..='\u{d7a3}';
const OPENS: u32 = 0x1100;
const GOES_ON: u32 = 0x1161;
const CLOSES: u32 = 0x11a7;
const MIDDLES: u32 = 21;
const ENDS: u32 = 28;

/// Those that change, but for the ones that only part words.
fn folded() -> &'static FastMap<char, Str> {
    static FOLDED: OnceLock<FastMap<char, Str>> = OnceLock::new();
    FOLDED.get_or_init(|| match lexicon().get("chars.folded").items() {
        [chars, forms] => chars.text().chars().zip(forms.text().split('\n').map(keep)).collect(),
        _ => FastMap::default(),
    })
}

/// Folds a name: case, accents, ligatures, apostrophes, hyphens and punctuation.
pub fn fold(name: &str) -> String {
    let mut folded = String::with_capacity(name.len());
    fold_into(name, &mut folded);
    folded
}

/// The same, put into a string that is emptied first.
pub fn fold_into(name: &str, into: &mut String) {
    into.clear();
    // Blanks are put before the next letter only, so that there are none at the ends.
    let mut parted = false;
    for c in name.chars() {
        if c.is_ascii_alphanumeric() {
            put(into, &mut parted, c.to_ascii_lowercase());
        } else if c.is_ascii() {
            parted = true;
        } else if let Some(form) = folded().get(&c) {
            form.chars().for_each(|each| match each {
                ' ' => parted = true,
                each => put(into, &mut parted, each),
            });
        } else if SYLLABLES.contains(&c) {
            let number = c as u32 - *SYLLABLES.start() as u32;
            let (open, rest) = (number / (MIDDLES * ENDS), number % (MIDDLES * ENDS));
            let close = if rest % ENDS > 0 { CLOSES + rest % ENDS } else { 0 };
            for part in [OPENS + open, GOES_ON + rest / ENDS, close] {
                if let Some(letter) = char::from_u32(part).filter(|_| part > 0) {
                    put(into, &mut parted, letter);
                }
            }
        } else if chars().is_alnum(c) {
            put(into, &mut parted, c);
        } else {
            parted = true;
        }
    }
}

#[inline]
fn put(into: &mut String, parted: &mut bool, c: char) {
    if *parted && !into.is_empty() {
        into.push(' ');
    }
    *parted = false;
    into.push(c);
}
