//! Runs of capitalised words: where a name goes on, and where it ends.

use crate::base::Str;
use crate::text::view::View;

/// True for the year that closes a name: "2030".
pub fn is_year(_word: &str) -> bool {
    todo!()
}

/// Follows the names of one text from their first words; made for it and thrown away after.
pub struct Runs<'a> {
    pub view: &'a View<'a>,
    /// For each token, whether it begins with a capital.
    pub capital: &'a [bool],
    /// For each token, whether it stands in a line in capitals.
    pub loud: &'a [bool],
}

impl<'a> Runs<'a> {
    pub fn new(
        _view: &'a View<'a>,
        _capital: &'a [bool],
        _loud: &'a [bool],
        _language: Str,
    ) -> Self {
        todo!()
    }

    /// The text of some tokens.
    pub fn span(&self, first: usize, last: usize) -> &'a str {
        self.view.span(first, last)
    }

    /// The text of one token.
    pub fn word(&self, i: usize) -> &'a str {
        self.view.word(i)
    }

    /// True where a capitalised word goes on with the name that ends right before it.
    pub fn joins(&self, _second: usize) -> bool {
        todo!()
    }

    /// End of the run of capitalised words that begins here.
    pub fn run(&self, _first: usize) -> usize {
        todo!()
    }

    /// True for who signs a dispatch: "By Ana Ruiz (Reuters) -".
    pub fn is_byline(&self, _first: usize, _last: usize) -> bool {
        todo!()
    }

    /// True for a month or a day, written with a capital in English.
    pub fn opens_no_name(&self, _i: usize) -> bool {
        todo!()
    }
}
