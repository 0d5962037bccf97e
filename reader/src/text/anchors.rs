//! Where numbers may start in a text, and the text in lower case.

use crate::base::chars::chars;

/// The text in lower case, of the same length.
pub fn lowered(text: &[char]) -> Vec<char> {
    let known = chars();
    text.iter().map(|&c| known.lower(c)).collect()
}

/// One character in lower case; itself where that takes two.
#[inline]
pub fn lower(c: char) -> char {
    chars().lower(c)
}

/// Takes line breaks inside of sentences for spaces, as wrapped text has them.
pub fn unwrapped(mut raw: Vec<char>, mut low: Vec<char>) -> (Vec<char>, Vec<char>) {
    for at in 0..raw.len() {
        if raw[at] != '\n' {
            continue;
        }
        let goes_on = matches!(raw.get(at + 1), Some('a'..='z' | 'à'..='ÿ'));
        let ends = at == 0 || matches!(raw[at - 1], '\n' | '.' | ':' | ';' | '!' | '?');
        if goes_on && !ends {
            (raw[at], low[at]) = (' ', ' ');
        }
    }
    (raw, low)
}

/// Where each run of digits starts.
pub fn digit_runs(text: &[char]) -> Vec<usize> {
    let is_digit = |at: usize| text[at].is_ascii_digit();
    (0..text.len()).filter(|&at| is_digit(at) && (at == 0 || !is_digit(at - 1))).collect()
}

/// Where each run of exactly four digits starts.
pub fn runs_of_four(text: &[char]) -> Vec<usize> {
    let mut found = Vec::new();
    for start in digit_runs(text) {
        let size = text[start..].iter().take_while(|c| c.is_ascii_digit()).count();
        if size == 4 {
            found.push(start);
        }
    }
    found
}
