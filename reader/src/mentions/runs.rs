//! Runs of capitalised words: where a name goes on, and where it ends.

use std::sync::OnceLock;

use crate::base::chars;
use crate::base::lexicon::lexicon;
use crate::base::{Set, Str};
use crate::mentions::names::{begins_name, gazetteer_kind, lexicon_match};
use crate::reference::names::{name_words, NameWords};
use crate::reference::places::demonym_at;
use crate::text::view::View;

const LONGEST_RUN: usize = 8;

struct Lists {
    joining: Set,
    numbered: Set,
    /// Inside a person's name: "Ursula von der Leyen".
    particles: Set,
    /// Inside the names of other tongues: "Vila Franca de Xira", "Cortina d'Ampezzo".
    foreign: Set,
    foreign_in_french: Set,
    /// Words with a capital in English that open no name: "last June Warsaw handed in".
    months: Set,
}

fn lists() -> &'static Lists {
    static LISTS: OnceLock<Lists> = OnceLock::new();
    LISTS.get_or_init(|| {
        let of = |name: &str| lexicon().set(&format!("mentions.runs.{name}"));
        Lists {
            joining: of("_JOINING"),
            numbered: of("_NUMBERED"),
            particles: of("_PARTICLES"),
            foreign: of("_FOREIGN"),
            foreign_in_french: of("_FOREIGN_IN_FRENCH"),
            months: of("_MONTHS"),
        }
    })
}

/// True for the year that closes a name: "2030".
pub fn is_year(word: &str) -> bool {
    matches!(word.as_bytes(), [b'2', b'0', b'2'..=b'5', b'0' | b'5'])
}

/// Follows the names of one text from their first words; made for it and thrown away after.
pub struct Runs<'a> {
    pub view: &'a View<'a>,
    /// For each token, whether it begins with a capital.
    pub capital: &'a [bool],
    /// For each token, whether it stands in a line in capitals.
    pub loud: &'a [bool],
    known: &'static NameWords,
    lists: &'static Lists,
    /// Words that belong to no sentence of the text's language, but stand inside names.
    foreign: &'static Set,
}

impl<'a> Runs<'a> {
    pub fn new(view: &'a View<'a>, capital: &'a [bool], loud: &'a [bool], language: Str) -> Self {
        let lists = lists();
        let foreign = if language == "fr" { &lists.foreign_in_french } else { &lists.foreign };
        Self { view, capital, loud, known: name_words(), lists, foreign }
    }

    /// The text of some tokens.
    #[inline]
    pub fn span(&self, first: usize, last: usize) -> &'a str {
        self.view.span(first, last)
    }

    /// The text of one token.
    #[inline]
    pub fn word(&self, i: usize) -> &'a str {
        self.view.word(i)
    }

    /// True for a token that begins with a capital; false beyond the last one.
    #[inline]
    pub fn is_capital(&self, i: usize) -> bool {
        self.capital.get(i) == Some(&true)
    }

    /// True for a token of a line in capitals; false beyond the last one.
    #[inline]
    pub fn is_loud(&self, i: usize) -> bool {
        self.loud.get(i) == Some(&true)
    }

    /// True where a capitalised word goes on with the name that ends right before it.
    pub fn joins(&self, second: usize) -> bool {
        self.is_capital(second) && self.view.gap(second) == [' '] && self.is_new(second)
    }

    /// True where no known name begins, and a word that may stand in one.
    fn is_new(&self, i: usize) -> bool {
        let words = self.view.words;
        !words.has(i, &self.known.never_names) && !begins_name(words, i) && !self.is_loud(i)
    }

    /// End of the run of capitalised words that begins here.
    pub fn run(&self, first: usize) -> usize {
        let (view, words) = (self.view, self.view.words);
        let count = view.len();
        let mut last = first + 1;
        while last < count && last - first < LONGEST_RUN {
            let gap = view.gap(last);
            let blank = gap == [' '];
            let quoted = matches!(view.text[view.starts[last]], '«' | '"');
            if self.is_capital(last) && (blank || gap.is_empty()) && !quoted {
                if words.is(last, "'s")
                    || (gap.is_empty() && !words.is(last, "&"))
                    || self.begins_known(first, last)
                {
                    break;
                }
                last += 1;
            } else if words.is(last, ".") && last - first == 1 && self.is_initial(last - 1) {
                last += 1; // "T. Rowe Price"
            } else if let Some(end) = self.particles(first, last) {
                last = end;
            } else if is_year(words.get(last))
                && blank
                && (last - first > 1 || words.has(first, &self.lists.numbered))
            {
                return last + 1; // "Maroc Digital 2030"
            } else if let Some(end) = blank.then(|| self.linked(first, last)).flatten() {
                last = end;
            } else if blank && last == first + 1 && self.is_number_of(first, last) {
                last += 1;
            } else {
                break;
            }
        }
        last
    }

    /// True for the short number of "Phase 2", which no other number follows.
    fn is_number_of(&self, first: usize, i: usize) -> bool {
        let words = self.view.words;
        let word = words.get(i);
        chars::is_digit(chars::first(word))
            && word.chars().count() <= 2
            && !chars::is_digit(chars::first(words.get(i + 1)))
            && words.has(first, &self.lists.numbered)
    }

    /// Where "Banque de Valmorel", "Gazette de la Rive-Sud" go on.
    fn linked(&self, first: usize, i: usize) -> Option<usize> {
        let words = self.view.words;
        let after = |set: &Set| (i..i + 2).find(|&n| !words.has(n, set)).unwrap_or(i + 2);
        let n = after(self.foreign);
        if n > i && self.is_capital(n) && self.is_new(n) {
            return Some(n + 1);
        }
        let n = after(&self.lists.joining);
        if n == i || !self.is_capital(n) {
            return None;
        }
        if !words.has(first, &self.known.institutions) && !words.is(i, "&") {
            return None;
        }
        (!words.has(n, &self.known.never_names)).then_some(n + 1)
    }

    /// True for who signs a dispatch: "By Ana Ruiz (Reuters) -".
    pub fn is_byline(&self, first: usize, last: usize) -> bool {
        let words = self.view.words;
        matches!(self.view.back(first, 1), "by" | "par")
            && words.is(last, "(")
            && words.is(last + 2, ")")
    }

    /// True for a month or a day, written with a capital in English.
    pub fn opens_no_name(&self, i: usize) -> bool {
        self.view.words.has(i, &self.lists.months)
    }

    /// True for a letter and its dot before another capital: "John F. Kennedy".
    fn is_initial(&self, i: usize) -> bool {
        let view = self.view;
        view.words.get(i).chars().count() == 1
            && self.is_capital(i + 2)
            && view.starts[i + 1] == view.ends[i]
            && view.starts[i + 2] - view.ends[i + 1] == 1
    }

    /// Where the family name ends after its particles, which begin at a word.
    fn particles(&self, first: usize, i: usize) -> Option<usize> {
        let words = self.view.words;
        if !words.has(i, &self.lists.particles) || !self.known.is_first_name(words, first) {
            return None;
        }
        let n = (i + 1..i + 3).find(|&n| !words.has(n, &self.lists.particles)).unwrap_or(i + 3);
        if !self.is_capital(n) || begins_name(words, n) {
            return None;
        }
        let is_place = n - i == 1 && gazetteer_kind(self.word(n)).is_some();
        (!is_place).then_some(n + 1)
    }

    /// True where a known name begins, which the run before it only describes.
    fn begins_known(&self, first: usize, i: usize) -> bool {
        let words = self.view.words;
        let opens = words.has(first, &self.known.never_names) || demonym_at(words, first).is_some();
        opens && lexicon_match(words, i).is_some()
    }
}
