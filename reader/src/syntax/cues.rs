//! Words that tell what a quantity is: verbs of paying, nouns of turnover, marks of a quotation.
//!
//! For each language, classes and their phrases (``reference.cues.*``). ``invest*`` stands for
//! every word that begins so. A phrase is found by its first word: for the words that have a
//! number, what begins with them is known beforehand; the others are walked letter by letter.

use std::sync::OnceLock;

use crate::base::lexicon::{keep, lexicon, Lexicon};
use crate::base::words::UNKNOWN;
use crate::base::{Str, Words};
use crate::syntax::begun::Begun;
use crate::text::tokens::each_span;

/// A phrase found: its class and the tokens that it takes, the end exclusive.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Cue {
    pub kind: Str,
    pub first: usize,
    pub last: usize,
}

/// A word of a phrase after the first one.
#[derive(Debug, Clone)]
struct Part {
    /// Number of the word in the lexicon.
    id: u32,
    /// The word, or how one begins.
    text: String,
    begins: bool,
}

impl Part {
    fn new(all: &Lexicon, part: &str) -> Self {
        let (text, begins) = match part.strip_suffix('*') {
            Some(text) => (text, true),
            None => (part, false),
        };
        Self { id: all.word(text).unwrap_or(UNKNOWN), text: text.to_string(), begins }
    }

    /// Whether a word of a text is that of a phrase, or begins as it asks.
    #[inline]
    fn is(&self, words: &Words, at: usize) -> bool {
        if self.begins {
            at < words.len() && words.get(at).starts_with(self.text.as_str())
        } else if self.id == UNKNOWN {
            at < words.len() && words.is(at, &self.text)
        } else {
            words.id(at) == self.id
        }
    }
}

#[derive(Debug, Clone)]
struct Entry {
    kind: Str,
    rest: Vec<Part>,
}

impl Entry {
    /// Number of the second word; `UNKNOWN` where there is none, or not one alone.
    fn second(&self) -> u32 {
        self.rest.first().filter(|part| !part.begins).map_or(UNKNOWN, |part| part.id)
    }
}

/// All phrases of one language, ready to be found.
pub struct CueLexicon {
    entries: Vec<Entry>,
    /// Numbers of the entries, by their first word or by how that begins.
    begun: Begun,
    /// Where the entries of each word of the lexicon stand in `listed`.
    known: Vec<(u32, u32)>,
    /// Entries, each with the number of its second word: many phrases begin with "en", and that
    /// tells most of them without a look at the entry. `UNKNOWN` where it tells nothing.
    listed: Vec<(u32, u32)>,
}

impl CueLexicon {
    fn new(phrases: &[(Str, &str)]) -> Self {
        let all = lexicon();
        let mut made = Self {
            entries: Vec::with_capacity(phrases.len()),
            begun: Begun::default(),
            known: Vec::with_capacity(all.len()),
            listed: Vec::new(),
        };
        for &(kind, phrase) in phrases {
            let words = split(phrase);
            let number = made.entries.len() as u32;
            let rest = words[1..].iter().map(|each| Part::new(all, each)).collect();
            made.entries.push(Entry { kind, rest });
            match words[0].strip_suffix('*') {
                // One letter begins too many words.
                Some(begins) if begins.chars().count() > 1 => made.begun.add(begins, number),
                Some(_) => {}
                None => made.begun.add_word(&words[0], number),
            }
        }
        made.begun.close();
        made.known = vec![(0, 0); all.len()];
        let mut found = Vec::new();
        for (word, id) in all.numbered() {
            made.look_up(word, &mut found);
            if !found.is_empty() {
                let from = made.listed.len() as u32;
                let second = |&each: &u32| (each, made.entries[each as usize].second());
                made.listed.extend(found.iter().map(second));
                made.known[id as usize] = (from, made.listed.len() as u32);
            }
        }
        made
    }

    /// The entries that begin with a word.
    fn look_up(&self, word: &str, found: &mut Vec<u32>) {
        found.clear();
        self.begun.of(word, found);
        if found.len() < 2 {
            return;
        }
        // Longer phrases first, so that "mise en service" is met before "mise".
        found.sort_by_key(|&each| std::cmp::Reverse(self.entries[each as usize].rest.len()));
    }

    /// Every cue of a text, in order; several may begin at one word.
    pub fn find(&self, words: &Words) -> Vec<Cue> {
        let mut found = Vec::new();
        let mut looked = Vec::new();
        let mut look_at = |each: u32, first: usize| {
            let entry = &self.entries[each as usize];
            let mut parts = entry.rest.iter().zip(first + 1..);
            if parts.all(|(part, at)| part.is(words, at)) {
                found.push(Cue { kind: entry.kind, first, last: first + 1 + entry.rest.len() });
            }
        };
        for first in 0..words.len() {
            let Some(&(from, to)) = self.known.get(words.id(first) as usize) else {
                self.look_up(words.get(first), &mut looked);
                looked.iter().for_each(|&each| look_at(each, first));
                continue;
            };
            for &(each, second) in &self.listed[from as usize..to as usize] {
                if second == UNKNOWN || words.id(first + 1) == second {
                    look_at(each, first);
                }
            }
        }
        found
    }
}

/// Tokens of a phrase of the data file, with a star kept on its word.
fn split(phrase: &str) -> Vec<String> {
    let mut parts: Vec<String> = Vec::new();
    for chunk in phrase.split(' ') {
        if chunk == "*" {
            parts.push(chunk.to_string()); // any one word
            continue;
        }
        let (body, star) = match chunk.strip_suffix('*') {
            Some(body) => (body, true),
            None => (chunk, false),
        };
        if body.ends_with('\'') {
            parts.push(body.to_string());
        } else {
            // An abbreviation is one word where it is written in capitals, as texts do.
            let upper = if body.contains('.') { body.to_uppercase() } else { body.to_string() };
            let (low, written): (Vec<char>, Vec<char>) =
                (body.chars().collect(), upper.chars().collect());
            each_span(&written, |start, end| {
                parts.push(low.get(start..end).unwrap_or(&[]).iter().collect());
            });
        }
        if let Some(last) = parts.last_mut().filter(|_| star) {
            last.push('*');
        }
    }
    parts
}

/// The cues of a language, ``fr`` or ``en``; any other is read as English.
pub fn cue_lexicon(language: &str) -> &'static CueLexicon {
    static FRENCH: OnceLock<CueLexicon> = OnceLock::new();
    static ENGLISH: OnceLock<CueLexicon> = OnceLock::new();
    let made = |code: &str| {
        let classes = lexicon().get(&format!("reference.cues.{code}")).items();
        let phrases: Vec<(Str, &str)> = classes
            .iter()
            .filter_map(|class| match class.items() {
                [kind, phrases] => Some((keep(kind.text()), phrases.items())),
                _ => None,
            })
            .flat_map(|(kind, phrases)| phrases.iter().map(move |each| (kind, each.text())))
            .collect();
        CueLexicon::new(&phrases)
    };
    if language == "fr" {
        FRENCH.get_or_init(|| made("fr"))
    } else {
        ENGLISH.get_or_init(|| made("en"))
    }
}

/// The cues of a text by the token that they begin at: `cues_at` in Python.
pub struct CuesAt<'a> {
    cues: &'a [Cue],
    from: Vec<u32>,
}

impl<'a> CuesAt<'a> {
    /// Cues in order of their first token, as `CueLexicon::find` gives them.
    pub fn new(cues: &'a [Cue], tokens: usize) -> Self {
        let mut from = Vec::with_capacity(tokens + 1);
        let mut at = 0;
        for token in 0..=tokens {
            while at < cues.len() && cues[at].first < token {
                at += 1;
            }
            from.push(at as u32);
        }
        Self { cues, from }
    }

    /// The cues that begin at a token; none beyond the last one.
    #[inline]
    pub fn at(&self, token: usize) -> &'a [Cue] {
        match (self.from.get(token), self.from.get(token + 1)) {
            (Some(&from), Some(&to)) => &self.cues[from as usize..to as usize],
            _ => &[],
        }
    }
}
