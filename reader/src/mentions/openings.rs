//! Capitals that prove nothing: first words of sentences and bullets, and lines in capitals.
//!
//! There a word is held for a name only where something else shows it: it is written with a
//! capital inside a sentence too, it looks like no word (``NovaGrid``, ``MRS5``), or what follows
//! it follows names ("Norvane, a developer", "Norvane's", "Norvane va investir").

use std::cell::OnceCell;
use std::sync::OnceLock;

use crate::base::chars;
use crate::base::lexicon::lexicon;
use crate::base::{Set, Told};
use crate::mentions::surfaces::Surfaces;
use crate::reference::names::name_words;
use crate::syntax::cues::CuesAt;
use crate::text::view::View;

/// Words in capitals, one after the other, that make a heading and no name.
const LOUD_WORDS: usize = 4;
const LONGEST_ACRONYM: usize = 5;
/// Words of a headline in title case at least; letters of words that stay small there; the share
/// of the others that begin with a capital; and how many of those must be no names.
const HEADLINE: usize = 5;
const SHORT: usize = 3;
const RAISED: f64 = 0.85;
const ORDINARY: usize = 2;
const LONGEST_INSERT: usize = 6;

struct Lists {
    apposed: Set,
    /// Words that follow a subject.
    auxiliaries: Set,
    clitics: Set,
    own: Set,
    the: Set,
    deeds: Vec<String>,
    inside: Set,
    both: Set,
    word_ends: Vec<String>,
}

fn lists() -> &'static Lists {
    static LISTS: OnceLock<Lists> = OnceLock::new();
    LISTS.get_or_init(|| {
        let of = |name: &str| lexicon().set(&format!("mentions.openings.{name}"));
        Lists {
            apposed: of("_APPOSED"),
            auxiliaries: of("_AUXILIARIES"),
            clitics: of("_CLITICS"),
            own: of("_OWN"),
            the: of("_THE"),
            deeds: lexicon().list("mentions.openings._DEEDS"),
            inside: of("_INSIDE"),
            both: of("_BOTH"),
            word_ends: lexicon().list("mentions.openings._WORD_ENDS"),
        }
    })
}

/// True for a code and no word: "MRS5" (`CODE` in Python).
pub fn is_code(surface: &str) -> bool {
    let letters = surface.bytes().take_while(u8::is_ascii_uppercase).count();
    if !(2..=5).contains(&letters) {
        return false;
    }
    let (digits, rest) = leading_digits(&surface[letters..]);
    if !(1..=3).contains(&digits) {
        return false;
    }
    match rest.strip_prefix('-') {
        Some(rest) => {
            let (digits, rest) = leading_digits(rest);
            (1..=2).contains(&digits) && rest.is_empty()
        }
        None => rest.is_empty() || matches!(rest.as_bytes(), [b'a'..=b'z']),
    }
}

/// How many digits a text begins with, and what follows them.
pub fn leading_digits(text: &str) -> (usize, &str) {
    let rest = text.trim_start_matches(chars::is_decimal);
    (text[..text.len() - rest.len()].chars().count(), rest)
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
    inner: Told,
    /// Words without a capital.
    pub lower: Told,
    never: &'static Set,
    lists: &'static Lists,
    named: OnceCell<Told>,
}

impl<'a> Openings<'a> {
    pub fn new(
        view: &'a View<'a>,
        surfaces: &'a Surfaces,
        openings: &'a [bool],
        cues_at: &'a CuesAt<'a>,
    ) -> Self {
        let words = view.words;
        let (capital, lines) = (&surfaces.capital[..], &surfaces.lines[..]);
        let mut made = Self {
            view,
            capital,
            places: openings,
            cues_at,
            loud: Vec::new(),
            inner: Told::default(),
            lower: Told::of(words, (0..view.len()).filter(|&i| !capital[i])),
            never: &name_words().never_names,
            lists: lists(),
            named: OnceCell::new(),
        };
        let mut loud = vec![false; view.len()];
        made.find_loud(lines, &mut loud);
        made.find_headlines(lines, &mut loud);
        let inner = (0..view.len()).filter(|&i| capital[i] && !openings[i] && !loud[i]);
        made.inner = Told::of(words, inner);
        made.loud = loud;
        made
    }

    #[inline]
    fn is_capital(&self, i: usize) -> bool {
        self.capital.get(i) == Some(&true)
    }

    /// True where the capital of an opening word is that of a name.
    pub fn shows(&self, i: usize) -> bool {
        let words = self.view.words;
        let (word, surface) = (words.get(i), self.view.word(i));
        if self.inner.has(words, i) || is_code(surface) {
            return true;
        }
        if self.loud.get(i) == Some(&true) || self.is_ordinary(i) {
            return false;
        }
        if chars::isupper(surface) {
            return (2..=LONGEST_ACRONYM).contains(&surface.chars().count());
        }
        if surface.chars().skip(1).any(|c| chars::is_upper(c) || chars::is_digit(c)) {
            return true;
        }
        let is_plain = self.lists.word_ends.iter().any(|end| word.ends_with(end.as_str()));
        if is_plain && !matches!(words.get(i + 1), "'s" | "(") {
            return false;
        }
        self.follows(i + 1)
    }

    /// True where the first word of several at an opening may belong to a name.
    pub fn heads(&self, i: usize) -> bool {
        !self.view.words.has(i, self.never)
    }

    /// True where what stands here follows a name.
    fn follows(&self, i: usize) -> bool {
        let words = self.view.words;
        let count = words.len();
        if i >= count {
            return false;
        }
        match words.get(i) {
            "," => {
                i + 1 < count
                    && (words.has(i + 1, &self.lists.apposed)
                        || self.enumerates(i + 1)
                        || self.is_party(i + 1)
                        || self.resumes(i + 1))
            }
            "and" | "et" | "&" => {
                i + 2 < count
                    && (self.capital[i + 1]
                        || words.has(i + 1, &self.lists.own)
                        || (words.has(i + 1, &self.lists.the)
                            && (self.capital[i + 2] || self.is_party(i + 2))))
            }
            "'s" | "(" | ":" => true,
            _ => self.acts(i),
        }
    }

    /// True for a noun of parties.
    fn is_party(&self, i: usize) -> bool {
        self.cues_at.at(i).iter().any(|cue| cue.kind.starts_with("who_"))
    }

    /// True for a verb of what parties do.
    fn acts(&self, i: usize) -> bool {
        let words = self.view.words;
        // "Norvane en paiera", "Norvane lui prêtera"
        let i = i + usize::from(words.has(i, &self.lists.clitics));
        let deed = |kind: &str| self.lists.deeds.iter().any(|each| each == kind);
        words.has(i, &self.lists.auxiliaries) || self.cues_at.at(i).iter().any(|cue| deed(cue.kind))
    }

    /// True for ", en Allemagne, investira": the verb stands after what is put in between.
    fn resumes(&self, i: usize) -> bool {
        let words = self.view.words;
        let stop = (i + LONGEST_INSERT).min(words.len() - 1);
        words.has(i, &self.lists.inside)
            && (i + 1..stop).find(|&n| words.is(n, ",")).is_some_and(|end| self.acts(end + 1))
    }

    /// True for "Orvane and Tessaly", "Orvane, Tessaly" after a first name of the list.
    fn enumerates(&self, i: usize) -> bool {
        self.is_capital(i) && self.view.words.any(i + 1..i + 5, &self.lists.both)
    }

    fn is_ordinary(&self, i: usize) -> bool {
        let words = self.view.words;
        words.has(i, self.never)
            || self.lower.has(words, i)
            || self.cues_at.at(i).iter().any(|cue| cue.last == i + 1)
    }

    /// Marks the tokens of stretches and lines that are written in capitals throughout.
    fn find_loud(&self, lines: &[usize], loud: &mut [bool]) {
        let words = self.view.words;
        let mut run: Vec<usize> = Vec::new();
        let mut alone = true; // the run began its line
        let mut close = |run: &mut Vec<usize>, alone: bool, ends_line: bool| {
            let sizes = run.iter().map(|&i| words.get(i).chars().count()).filter(|&size| size > 1);
            let (mut several, mut long) = (0, false);
            for size in sizes {
                several += 1;
                long = long || size > LONGEST_ACRONYM;
            }
            if (several >= LOUD_WORDS && long) || (alone && ends_line && several > 0) {
                run.iter().for_each(|&i| loud[i] = true);
            }
            run.clear();
        };
        let mut starts = lines.iter().copied().peekable();
        for i in 0..words.len() {
            if starts.peek() == Some(&i) {
                while starts.peek() == Some(&i) {
                    starts.next();
                }
                if !run.is_empty() {
                    close(&mut run, alone, true);
                }
                alone = true;
            }
            let counts = !run.is_empty() || alone || self.capital[i];
            if !counts || !chars::is_alpha(chars::first(words.get(i))) {
                continue;
            }
            if self.capital[i] && self.is_upper(i) {
                run.push(i);
            } else {
                if !run.is_empty() {
                    close(&mut run, alone, false);
                }
                alone = false;
            }
        }
        close(&mut run, alone, true);
    }

    /// True for a token written in capitals.
    fn is_upper(&self, i: usize) -> bool {
        // Of most words with a capital the second letter tells.
        let second = self.view.text.get(self.view.starts[i] + 1);
        let is_small = second.is_some_and(char::is_ascii_lowercase);
        !is_small && chars::isupper(self.view.word(i))
    }

    /// Marks the tokens of lines in title case: "Tech Giant Norvane Plans Massive Expansion".
    fn find_headlines(&self, lines: &[usize], loud: &mut [bool]) {
        let words = self.view.words;
        let mut first = 0;
        for &last in lines.iter().chain([&words.len()]) {
            let line = first..last;
            first = last;
            if line.len() < HEADLINE || words.is(last - 1, ".") {
                continue;
            }
            let capitals = self.capital[line.clone()].iter().filter(|&&each| each).count();
            if capitals < HEADLINE {
                continue;
            }
            let (mut long, mut raised, mut ordinary) = (0, 0, 0);
            for i in line.clone() {
                let word = words.get(i);
                if word.chars().count() > SHORT && chars::isalpha(word) {
                    long += 1;
                    if (capitals as f64) < RAISED * f64::from(long) {
                        break; // too many stay small, as in most lines of prose
                    }
                    if self.capital[i] {
                        raised += 1;
                        ordinary += usize::from(raised > 1 && self.is_ordinary(i));
                    }
                }
            }
            // "|" parts the names of a byline.
            if raised >= HEADLINE
                && raised as f64 >= RAISED * f64::from(long)
                && ordinary >= ORDINARY
                && !line.clone().any(|i| words.is(i, "|"))
            {
                loud[line].iter_mut().for_each(|each| *each = true);
            }
        }
    }

    /// Words whose capitals show elsewhere that they are names; worked out when first asked for.
    pub fn named(&self) -> &Told {
        self.named.get_or_init(|| {
            let is_named = |i: usize| {
                let is_inner = !self.places[i] && !self.loud[i];
                self.capital[i] && (is_inner || (self.places[i] && self.shows(i)))
            };
            Told::of(self.view.words, (0..self.view.len()).filter(|&i| is_named(i)))
        })
    }
}
