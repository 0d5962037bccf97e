//! Where numbers may start in a text, and the text in lower case.

use std::borrow::Cow;

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
pub fn unwrapped<'t>(raw: &'t [char], low: &'t [char]) -> (Cow<'t, [char]>, Cow<'t, [char]>) {
    let is_wrapped = |at: usize| {
        raw[at] == '\n'
            && matches!(raw.get(at + 1), Some('a'..='z' | 'à'..='ÿ'))
            && at > 0
            && !matches!(raw[at - 1], '\n' | '.' | ':' | ';' | '!' | '?')
    };
    if !(0..raw.len()).any(is_wrapped) {
        return (Cow::Borrowed(raw), Cow::Borrowed(low));
    }
    let spaced = |text: &[char]| {
        let each = text.iter().enumerate();
        Cow::Owned(each.map(|(at, &c)| if is_wrapped(at) { ' ' } else { c }).collect())
    };
    (spaced(raw), spaced(low))
}
