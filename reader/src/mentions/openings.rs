//! Capitals that prove nothing: first words of sentences and bullets, and lines in capitals.

use crate::base::FastSet;
use crate::syntax::cues::CuesAt;
use crate::text::view::View;

/// True for a code and no word: "MRS5" (`CODE` in Python).
pub fn is_code(_surface: &str) -> bool {
    todo!()
}

/// What the capitals of one text prove; made for it and thrown away after.
pub struct Openings<'a> {
    pub view: &'a View<'a>,
    pub capital: &'a [bool],
    /// For each token, whether it opens a sentence, a bullet or a heading.
    pub places: &'a [bool],
    pub cues_at: &'a CuesAt<'a>,
    /// For each token, whether it stands in a line in capitals or in a headline each word of
    /// which begins with one.
    pub loud: Vec<bool>,
    /// Words with a capital inside a sentence.
    pub inner: FastSet<&'a str>,
}

impl<'a> Openings<'a> {
    pub fn new(
        _view: &'a View<'a>,
        _capital: &'a [bool],
        _openings: &'a [bool],
        _cues_at: &'a CuesAt<'a>,
    ) -> Self {
        todo!()
    }

    /// True where the capital of an opening word is that of a name.
    pub fn shows(&self, _i: usize) -> bool {
        todo!()
    }

    /// True where the first word of several at an opening may belong to a name.
    pub fn heads(&self, _i: usize) -> bool {
        todo!()
    }

    /// Words whose capitals show elsewhere that they are names; worked out when first asked for.
    pub fn named(&self) -> &FastSet<&'a str> {
        todo!()
    }
}
