//! What follows a number: a link and a word, twice: " milliards d'", " MW", "-hectare".
//!
//! Which words they are is looked up elsewhere.

use std::sync::OnceLock;

use crate::base::lexicon::lexicon;

/// Where links and words stand; in groups 1 and 2, 3 and 4.
#[derive(Debug, Clone, Copy)]
pub struct Tail {
    groups: [Option<(usize, usize)>; 4],
}

impl Tail {
    /// Where a link (1, 3) or a word (2, 4) stands.
    pub fn group(&self, number: usize) -> Option<(usize, usize)> {
        self.groups.get(number - 1).copied().flatten()
    }
}

/// What follows a number that ends at a place of a text in lower case.
pub fn tail_at(low: &[char], at: usize) -> Option<Tail> {
    let (link, word) = linked(low, at, false)?;
    let (second_link, second_word) = match linked(low, word.1, true) {
        Some((link, word)) => (link, Some(word)),
        None => (None, None),
    };
    Some(Tail { groups: [link, Some(word), second_link, second_word] })
}

type Span = (usize, usize);

/// A link, where there is one, and the word after it.
fn linked(low: &[char], at: usize, ligatures: bool) -> Option<(Option<Span>, Span)> {
    let rest = low.get(at..)?;
    let size = match rest {
        [' ', 'd', 'e', ' ', ..] | [' ', 'o', 'f', ' ', ..] => 4,
        [' ', 'd', '\'', ..] => 3,
        _ => 0,
    };
    if size > 0 {
        if let Some(end) = word_end(low, at + size, ligatures) {
            return Some((Some((at, at + size)), (at + size, end)));
        }
    }
    if matches!(rest, [' ' | '-', ..]) {
        if let Some(end) = word_end(low, at + 1, ligatures) {
            return Some((Some((at, at + 1)), (at + 1, end)));
        }
    }
    let end = word_end(low, at, ligatures)?;
    Some((None, (at, end)))
}

/// The end of a word, or of a sign of a currency, that begins at a place.
fn word_end(low: &[char], at: usize, ligatures: bool) -> Option<usize> {
    let is_letter = |c: &char| matches!(c, 'a'..='z' | 'à'..='ÿ') || (ligatures && *c == 'œ');
    let size = low[at..].iter().take_while(|c| is_letter(c)).count();
    if size > 0 {
        let end = at + size;
        return Some(end + usize::from(matches!(low.get(end), Some('²' | '³' | '2'))));
    }
    low.get(at).filter(|c| marks().contains(c)).map(|_| at + 1)
}

/// Signs of currencies.
fn marks() -> &'static [char] {
    static MARKS: OnceLock<Vec<char>> = OnceLock::new();
    MARKS.get_or_init(|| lexicon().get("quantities.forms._MARKS").text().chars().collect())
}
