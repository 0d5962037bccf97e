//! Names that no lexicon knows: runs of capitalised words, and what a line in capitals names.

use std::sync::OnceLock;

use crate::base::chars::{first, is_alpha};
use crate::base::lexicon::lexicon;
use crate::base::Set;
use crate::mentions::finder::Finder;
use crate::mentions::model::Mention;
use crate::mentions::names::gazetteer_kind;
use crate::mentions::persons::is_party_tag;
use crate::reference::currencies;
use crate::reference::places::demonym_at;

struct Lists {
    le: Set,
    tied: Vec<String>,
    /// Whether all of those hold a hyphen, as few words do.
    hyphened: bool,
}

fn lists() -> &'static Lists {
    static LISTS: OnceLock<Lists> = OnceLock::new();
    LISTS.get_or_init(|| {
        let tied = lexicon().list("mentions.finder._TIED");
        Lists {
            le: lexicon().set("mentions.finder._LE"),
            hyphened: tied.iter().all(|end| end.contains('-')),
            tied,
        }
    })
}

impl<'a> Finder<'a> {
    /// A capitalised run that no lexicon of parties knows.
    pub(super) fn unknown(&self, mut i: usize) -> Option<Mention> {
        let words = self.words;
        if let Some(place) = self.localities.with_article(i) {
            return Some(place);
        }
        if self.is_loud(i) {
            return self.loud(i);
        }
        if self.runs.opens_no_name(i) {
            return None;
        }
        if let Some(place) = self.localities.linked(i) {
            return Some(place);
        }
        let (run, begin) = (self.runs.run(i), i);
        if run - i >= 3 && is_party_tag(self.view.word(i), words.get(i + 1)) {
            i += 1; // "la sénatrice PS Lise Aumont"
        } else if run - i > 1 && self.qualifies(i) {
            i += 1;
        }
        if run - i == 1 && self.names_nobody(i) {
            return None;
        }
        if self.is_opening(i) && !self.capitals.heads(i) {
            return None;
        }
        let whole = run;
        let (mut place, mut run) = self.localities.place(i, run);
        if place.is_some() && run < whole && words.has(whole - 1, &self.known.company_words) {
            (place, run) = (None, whole); // "Laurentides Capital"
        }
        let name = self.view.span(i, run);
        if let Some(place) = place.filter(|place| !self.localities.demoted(*place, i, run)) {
            let (country, noun) = (Some(place.country), place.kind);
            return Some(Mention { country, noun, ..Mention::new("place", i, run, i, name) });
        }
        if run - i == 1 && self.is_opening(i) && !self.capitals.shows(i) {
            return None;
        }
        let kind = self.kinds.of(i, run)?;
        Some(Mention::new(kind, if self.qualifies(begin) { begin } else { i }, run, i, name))
    }

    /// True for a word that alone is no name.
    fn names_nobody(&self, i: usize) -> bool {
        let word = self.words.get(i);
        word.chars().nth(1).is_none()
            || self.words.has(i, &self.known.never_names)
            || demonym_at(self.words, i).is_some()
            || self.words.has(i, currencies::forms())
            || is_tied(word)
    }

    /// True for the first words of "le Canadien Norvane", "Halmar-backed Norvane".
    fn qualifies(&self, i: usize) -> bool {
        let words = self.words;
        let compatriot = i > 0 && words.has(i - 1, &lists().le) && demonym_at(words, i).is_some();
        compatriot || is_tied(words.get(i))
    }

    /// In a line in capitals, only what is known or is a name elsewhere.
    fn loud(&self, i: usize) -> Option<Mention> {
        let words = self.words;
        let is_named = |at: usize| self.capitals.named().has(words, at);
        let mut last = i;
        while last < (i + 3).min(words.len()) && self.is_loud(last) {
            last += 1;
        }
        while last > i {
            if !is_alpha(first(words.get(last - 1))) {
                last -= 1; // "PARIS |"
                continue;
            }
            // "TOURS DE TABLE" over a text of rounds
            let is_small = last - i == 1 && self.capitals.lower.has(words, i);
            let name = self.view.span(i, last);
            let place = if is_small { None } else { gazetteer_kind(name) };
            if let Some(place) = place.filter(|place| !place.ambiguous || is_named(i)) {
                let (country, noun) = (Some(place.country), place.kind);
                return Some(Mention { country, noun, ..Mention::new("place", i, last, i, name) });
            }
            last -= 1;
        }
        if words.get(i).chars().nth(2).is_none() || words.has(i, &self.known.never_names) {
            return None;
        }
        while self.is_loud(last) && is_named(last) {
            last += 1;
        }
        if last == i {
            return None;
        }
        let kind = self.kinds.of(i, last)?;
        Some(Mention::new(kind, i, last, i, self.view.span(i, last)))
    }
}

fn is_tied(word: &str) -> bool {
    let known = lists();
    let may_be = !known.hyphened || word.as_bytes().contains(&b'-');
    may_be && known.tied.iter().any(|end| word.ends_with(end.as_str()))
}
