//! Words of a stretch of text, letter by letter, as `str.split` and its like part them.

use crate::base::chars::is_space;
use crate::base::lexicon::lexicon;
use crate::base::FastSet;
use crate::pattern::classes::digit_of;

/// A list of words, to be asked for slices of a text.
pub type Set = FastSet<Vec<char>>;

pub fn letters(text: &str) -> Vec<char> {
    text.chars().collect()
}

/// The words of a constant.
pub fn set(name: &str) -> Set {
    lexicon().get(name).texts().iter().map(|each| letters(each)).collect()
}

/// The phrases of a constant, in order.
pub fn list(name: &str) -> Vec<Vec<char>> {
    lexicon().get(name).texts().iter().map(|each| letters(each)).collect()
}

/// The words between blanks: `text.split()`.
#[inline]
pub fn split(text: &[char]) -> impl DoubleEndedIterator<Item = &[char]> {
    text.split(|&c| is_space(c)).filter(|word| !word.is_empty())
}

/// The text without blanks at its ends: `text.strip()`.
pub fn strip(text: &[char]) -> &[char] {
    let Some(from) = text.iter().position(|&c| !is_space(c)) else { return &[] };
    let to = text.iter().rposition(|&c| !is_space(c)).map_or(from, |last| last + 1);
    &text[from..to]
}

/// The text without any of these marks at its beginning: `text.lstrip(marks)`.
pub fn without_marks<'a>(text: &'a [char], marks: &str) -> &'a [char] {
    let from = text.iter().position(|&c| !marks.contains(c)).unwrap_or(text.len());
    &text[from..]
}

/// The text without a beginning, where it has that: `text.removeprefix(beginning)`.
pub fn without<'a>(text: &'a [char], beginning: &[char]) -> &'a [char] {
    text.strip_prefix(beginning).unwrap_or(text)
}

/// What stands after the last such mark, or all of it: `text.rpartition(mark)[2]`.
#[inline]
pub fn after_last(text: &[char], mark: char) -> &[char] {
    let from = text.iter().rposition(|&c| c == mark).map_or(0, |at| at + 1);
    &text[from..]
}

/// Where a phrase stands last: `text.rfind(phrase)`.
pub fn last_of(text: &[char], phrase: &[char]) -> Option<usize> {
    let starts = (text.len() + 1).checked_sub(phrase.len())?;
    (0..starts).rev().find(|&at| text[at..].starts_with(phrase))
}

/// True where the text ends in one of the phrases.
#[inline]
pub fn ends_in(text: &[char], phrases: &[Vec<char>]) -> bool {
    phrases.iter().any(|each| text.ends_with(each))
}

/// True where the text is this.
#[inline]
pub fn is(text: &[char], written: &str) -> bool {
    text.iter().copied().eq(written.chars())
}

/// The number that decimal digits of any script write: `int`. No more than 18 of them.
pub fn number(digits: &[char]) -> i64 {
    digits.iter().fold(0, |all, &c| 10 * all + i64::from(digit_of(c).unwrap_or(0)))
}
