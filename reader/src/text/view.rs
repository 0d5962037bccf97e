//! A text with its words, as the rules of names look at it: any stretch of words is a string.

use std::borrow::Cow;

use crate::base::{Words, Written};

/// A text and its tokens; made for it and thrown away after.
pub struct View<'a> {
    /// The view's text.
    pub text: &'a [char],
    /// Where each token starts and ends in it.
    pub starts: &'a [usize],
    pub ends: &'a [usize],
    pub words: &'a Words,
    /// The text in UTF-8, and where each token starts and ends there.
    written: &'a str,
    places: Cow<'a, [(u32, u32)]>,
}

impl<'a> View<'a> {
    /// `written` is the text in UTF-8.
    pub fn new(
        text: &'a [char],
        written: &'a Written,
        (starts, ends): (&'a [usize], &'a [usize]),
        words: &'a Words,
    ) -> Self {
        let places = words.places(written, starts, ends);
        Self { text, starts, ends, words, written: written.text(), places }
    }

    #[inline]
    pub fn len(&self) -> usize {
        self.starts.len()
    }

    /// The text of some tokens, the end exclusive; empty where there are none.
    pub fn span(&self, first: usize, last: usize) -> &str {
        match (self.places.get(first), last.checked_sub(1).and_then(|each| self.places.get(each))) {
            (Some(&(from, _)), Some(&(_, to))) if from <= to => {
                &self.written[from as usize..to as usize]
            }
            _ => "",
        }
    }

    /// The text of one token.
    pub fn word(&self, i: usize) -> &str {
        self.span(i, i + 1)
    }

    /// What stands between a token and the one before it.
    pub fn gap(&self, i: usize) -> &'a [char] {
        match (i.checked_sub(1).and_then(|each| self.ends.get(each)), self.starts.get(i)) {
            (Some(&end), Some(&start)) => &self.text[end..start],
            _ => &[],
        }
    }

    /// Number of the token that many before one, counted around the start as an index in Python:
    /// before the first one stands the last one.
    #[inline]
    pub fn index_back(&self, i: usize, many: usize) -> usize {
        i.checked_sub(many).unwrap_or_else(|| (self.len() + i).wrapping_sub(many))
    }

    /// The word that many before a token, counted as `index_back` does.
    #[inline]
    pub fn back(&self, i: usize, many: usize) -> &'a str {
        self.words.get(self.index_back(i, many))
    }

    /// Number of the first token that starts at or after a position of the text.
    pub fn at(&self, position: usize) -> usize {
        self.starts.partition_point(|&start| start < position)
    }

    /// Number of the first token that ends after a position of the text.
    pub fn until(&self, position: usize) -> usize {
        self.ends.partition_point(|&end| end < position + 1)
    }
}
