//! Names between quotation marks: projects, mostly.

use std::sync::OnceLock;

use crate::base::lexicon::lexicon;
use crate::base::Set;
use crate::mentions::finder::Finder;
use crate::mentions::model::Mention;
use crate::mentions::names::lexicon_match;
use crate::mentions::quotations::quotations;

const LONGEST_QUOTE: usize = 7;

/// First words of what people say, which is no name.
fn spoken() -> &'static Set {
    static SPOKEN: OnceLock<Set> = OnceLock::new();
    SPOKEN.get_or_init(|| lexicon().set("mentions.finder._SPOKEN"))
}

impl Finder<'_> {
    /// For each token, the end of the short quotation that begins there, maybe a project's name.
    ///
    /// `marks` are the places of the marks that may open one.
    pub(super) fn quoted(&self, marks: &[usize]) -> Vec<Option<usize>> {
        let found = quotations(self.view.text, marks);
        if found.is_empty() {
            return Vec::new();
        }
        let mut spans = vec![None; self.words.len()];
        for (start, end) in found {
            let (first, mut last) = (self.view.at(start), self.view.at(end));
            if last > first + 1 && matches!(self.words.get(last - 1), "," | ".") {
                last -= 1; // American quotation marks take the comma in
            }
            if first < last && last - first <= LONGEST_QUOTE {
                spans[first] = Some(last);
            }
        }
        spans
    }

    pub(super) fn quoted_name(&self, first: usize, last: usize) -> Option<Mention> {
        let words = self.words;
        let capitals = self.capital[first..last].iter().filter(|is_capital| **is_capital).count();
        if capitals == 0 || words.has(first, spoken()) {
            return None;
        }
        if capitals == 1 && words.has(first, &self.known.never_names) {
            return None;
        }
        if matches!(words.get(last - 1), "." | "!" | "?") || capitals * 2 + 1 < last - first {
            return None;
        }
        if lexicon_match(words, first).is_some_and(|(size, _)| first + size == last) {
            return None;
        }
        Some(Mention::new("project", first, last, first, self.view.span(first, last)))
    }
}
