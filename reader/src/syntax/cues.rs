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

/// What classes have in common that the rules of names go by, which then compare no strings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Group {
    /// Nouns of parties: ``who_company``, ``who_state``.
    Noun,
    /// Those of persons: ``title_person``, ``hidden``.
    Office,
    /// What is built: ``asset_energy``.
    Asset,
    PlaceBefore,
    Speech,
    Other,
}

impl Group {
    fn of(kind: Str) -> Self {
        match kind {
            "title_person" | "hidden" => Self::Office,
            "place_before" => Self::PlaceBefore,
            "speech" => Self::Speech,
            _ if kind.starts_with("who_") => Self::Noun,
            _ if kind.starts_with("asset_") => Self::Asset,
            _ => Self::Other,
        }
    }
}

/// A phrase found: its class and the tokens that it takes, the end exclusive.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Cue {
    pub kind: Str,
    pub group: Group,
    pub first: usize,
    pub last: usize,
}

impl Cue {
    /// True for a verb of speech.
    #[inline]
    pub fn is_speech(&self) -> bool {
        self.group == Group::Speech
    }
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
    group: Group,
    rest: Vec<Part>,
}

impl Entry {
    /// Number of the second word; `UNKNOWN` where there is none, or not one alone.
    fn second(&self) -> u32 {
        self.rest.first().filter(|part| !part.begins).map_or(UNKNOWN, |part| part.id)
    }
}

/// What is known of a word of the lexicon that phrases begin with.
#[derive(Debug, Clone, Copy, Default)]
struct Opener {
    /// A bit for each second word, at a place that its number tells.
    bits: u64,
    /// Where the numbers of the second words stand in `seconds`, in order.
    seconds: (u32, u32),
    /// Where those of its entries stand in `listed` of which the second word tells nothing, ...
    loose: (u32, u32),
    /// ... and all of them, for where the second word is one of those.
    all: (u32, u32),
}

/// The bit of a second word.
#[inline]
fn bit(second: u32) -> u64 {
    1 << (second.wrapping_mul(0x9e37_79b1) >> 26)
}

/// All phrases of one language, ready to be found.
pub struct CueLexicon {
    entries: Vec<Entry>,
    /// Numbers of the entries of words that the lexicon lacks: by how those begin, mostly.
    begun: Begun,
    /// For each word of the lexicon its place among the openers, one more; 0 for none.
    known: Vec<u32>,
    openers: Vec<Opener>,
    listed: Vec<u32>,
    seconds: Vec<u32>,
}

impl CueLexicon {
    fn new(phrases: &[(Str, &str)]) -> Self {
        let all = lexicon();
        let mut made = Self {
            entries: Vec::with_capacity(phrases.len()),
            begun: Begun::default(),
            known: vec![0; all.len()],
            openers: Vec::new(),
            listed: Vec::new(),
            seconds: Vec::new(),
        };
        let mut begun = Begun::default();
        for &(kind, phrase) in phrases {
            let words = split(phrase);
            let number = made.entries.len() as u32;
            let rest = words[1..].iter().map(|each| Part::new(all, each)).collect();
            made.entries.push(Entry { kind, group: Group::of(kind), rest });
            match words[0].strip_suffix('*') {
                // One letter begins too many words.
                Some(begins) if begins.chars().count() > 1 => {
                    begun.add(begins, number);
                    made.begun.add(begins, number);
                }
                Some(_) => {}
                None => {
                    begun.add_word(&words[0], number);
                    if all.word(&words[0]).is_none() {
                        made.begun.add_word(&words[0], number);
                    }
                }
            }
        }
        begun.close();
        made.begun.close();
        let mut found = Vec::new();
        for (word, id) in all.numbered() {
            made.look_up(&begun, word, &mut found);
            if !found.is_empty() {
                made.open(id, &found);
            }
        }
        made
    }

    /// Keeps the entries that begin with a word of the lexicon.
    fn open(&mut self, id: u32, found: &[u32]) {
        let second = |each: &u32| self.entries[*each as usize].second();
        let mut seconds: Vec<u32> = found.iter().map(second).filter(|&s| s != UNKNOWN).collect();
        seconds.sort_unstable();
        seconds.dedup();
        let loose: Vec<u32> = found.iter().copied().filter(|s| second(s) == UNKNOWN).collect();
        let bits = seconds.iter().fold(0, |bits, &each| bits | bit(each));
        let keep = |list: &mut Vec<u32>, more: &[u32]| {
            let from = list.len() as u32;
            list.extend(more);
            (from, list.len() as u32)
        };
        let seconds = keep(&mut self.seconds, &seconds);
        let loose = keep(&mut self.listed, &loose);
        let all = keep(&mut self.listed, found);
        self.openers.push(Opener { bits, seconds, loose, all });
        self.known[id as usize] = self.openers.len() as u32;
    }

    /// The entries that begin with a word.
    fn look_up(&self, begun: &Begun, word: &str, found: &mut Vec<u32>) {
        found.clear();
        begun.of(word, found);
        if found.len() < 2 {
            return;
        }
        // Longer phrases first, so that "mise en service" is met before "mise".
        found.sort_by_key(|&each| std::cmp::Reverse(self.entries[each as usize].rest.len()));
    }

    /// The entries that may stand where a word of the lexicon is followed by another one: many
    /// phrases begin with "en", and the second word tells most of them without a look at each.
    #[inline]
    fn opened(&self, opener: u32, second: u32) -> &[u32] {
        let opener = &self.openers[opener as usize - 1];
        let goes_on = opener.bits & bit(second) != 0 && {
            let (from, to) = opener.seconds;
            self.seconds[from as usize..to as usize].binary_search(&second).is_ok()
        };
        let (from, to) = if goes_on { opener.all } else { opener.loose };
        &self.listed[from as usize..to as usize]
    }

    /// Every cue of a text, in order; several may begin at one word.
    pub fn find(&self, words: &Words) -> Vec<Cue> {
        let mut found = Vec::with_capacity(words.len() / 3);
        let mut looked = Vec::new();
        for first in 0..words.len() {
            let entries = match self.known.get(words.id(first) as usize) {
                Some(0) => continue,
                Some(&opener) => self.opened(opener, words.id(first + 1)),
                None => {
                    self.look_up(&self.begun, words.get(first), &mut looked);
                    &looked
                }
            };
            for &each in entries {
                let entry = &self.entries[each as usize];
                let mut parts = entry.rest.iter().zip(first + 1..);
                if parts.all(|(part, at)| part.is(words, at)) {
                    let last = first + 1 + entry.rest.len();
                    found.push(Cue { kind: entry.kind, group: entry.group, first, last });
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
        for (number, cue) in cues.iter().enumerate() {
            if from.len() <= cue.first {
                from.resize(cue.first + 1, number as u32);
            }
        }
        from.resize(tokens + 1, cues.len() as u32);
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
