//! The words of a page, each with its number in the lexicon, and lists of words.

use std::borrow::Cow;
use std::ops::Range;

use super::lexicon::{lexicon, Lexicon};
use super::written::Written;

/// Number of a word that no list of the lexicon holds.
pub const UNKNOWN: u32 = u32::MAX;

/// Lower-case words of a text, in order.
#[derive(Debug, Default, Clone)]
pub struct Words {
    /// The whole text in lower case, and where each word stands in it.
    low: Written,
    spans: Vec<(u32, u32)>,
    ids: Vec<u32>,
    /// A number for each word, the same for the same word of this text.
    alike: Vec<u32>,
}

impl Words {
    /// The words of a text in lower case, in order: where each stands among its characters.
    pub fn new(low: Written, starts: &[usize], ends: &[usize]) -> Self {
        let spans = low.spans(starts, ends);
        let (ids, alike) = lexicon().numbers(low.text(), &spans);
        Self { low, spans, ids, alike }
    }

    /// Where the words stand in a text that is the same but for small and capital letters.
    pub fn places(
        &self,
        written: &Written,
        starts: &[usize],
        ends: &[usize],
    ) -> Cow<'_, [(u32, u32)]> {
        if self.low.is_alike(written) {
            Cow::Borrowed(&self.spans)
        } else {
            Cow::Owned(written.spans(starts, ends))
        }
    }

    #[inline]
    pub fn len(&self) -> usize {
        self.ids.len()
    }

    #[inline]
    pub fn is_empty(&self) -> bool {
        self.ids.is_empty()
    }

    /// The word of that number; empty beyond the last one.
    #[inline]
    pub fn get(&self, at: usize) -> &str {
        match self.spans.get(at) {
            Some(&(from, to)) => &self.low.text()[from as usize..to as usize],
            None => "",
        }
    }

    /// True where the word of that number is this one.
    #[inline]
    pub fn is(&self, at: usize, word: &str) -> bool {
        self.get(at) == word
    }

    /// True where a list holds the word of that number; false beyond the last word.
    #[inline]
    pub fn has(&self, at: usize, set: &Set) -> bool {
        match self.ids.get(at) {
            Some(&id) => set.has_id(id) || (id == UNKNOWN && set.has_extra(self.get(at))),
            None => false,
        }
    }

    /// True where a list holds any word of a span: `not set.isdisjoint(words[a:b])`.
    #[inline]
    pub fn any(&self, span: Range<usize>, set: &Set) -> bool {
        (span.start..span.end.min(self.len())).any(|at| self.has(at, set))
    }

    /// True where the words from `at` on are these.
    pub fn are(&self, at: usize, words: &[&str]) -> bool {
        at + words.len() <= self.len() && words.iter().enumerate().all(|(i, w)| self.is(at + i, w))
    }

    /// The words of a span, as strings; the span is cut to what there is, as a slice in Python.
    pub fn span(&self, span: Range<usize>) -> impl DoubleEndedIterator<Item = &str> + Clone {
        (span.start..span.end.min(self.len())).map(move |at| self.get(at))
    }

    /// Numbers of the words of a span, none where it goes beyond the last word.
    #[inline]
    pub fn ids(&self, span: Range<usize>) -> Option<&[u32]> {
        self.ids.get(span)
    }

    /// Number of the word in the lexicon, or `UNKNOWN`.
    #[inline]
    pub fn id(&self, at: usize) -> u32 {
        self.ids.get(at).copied().unwrap_or(UNKNOWN)
    }
}

/// Some words of one page, one bit each.
#[derive(Debug, Default)]
pub struct Told {
    bits: Vec<u64>,
}

impl Told {
    /// The words of those tokens of a page.
    pub fn of(words: &Words, tokens: impl Iterator<Item = usize>) -> Self {
        let mut made = Self::default();
        tokens.for_each(|at| made.add(words, at));
        made
    }

    /// Adds the word of a token.
    #[inline]
    pub fn add(&mut self, words: &Words, at: usize) {
        let number = words.alike[at] as usize;
        if number / 64 >= self.bits.len() {
            self.bits.resize(number / 64 + 1, 0);
        }
        self.bits[number / 64] |= 1 << (number % 64);
    }

    /// True where the word of a token is among them; false beyond the last one.
    #[inline]
    pub fn has(&self, words: &Words, at: usize) -> bool {
        let Some(&number) = words.alike.get(at) else { return false };
        let bits = self.bits.get(number as usize / 64);
        bits.is_some_and(|bits| bits >> (number % 64) & 1 == 1)
    }
}

/// A list of words, one bit each.
#[derive(Debug, Default, Clone)]
pub struct Set {
    bits: Vec<u64>,
    extra: Vec<String>,
}

impl Set {
    /// The list of these words.
    pub fn new(lexicon: &Lexicon, words: &[String]) -> Self {
        let mut set = Self { bits: vec![0; lexicon.len() / 64 + 1], extra: Vec::new() };
        for word in words {
            match lexicon.word(word) {
                Some(id) => set.bits[id as usize / 64] |= 1 << (id % 64),
                None => set.extra.push(word.clone()),
            }
        }
        set.shorten();
        set
    }

    /// The list of the words of these numbers.
    pub fn of_ids(ids: impl Iterator<Item = u32>) -> Self {
        let mut bits = Vec::new();
        for id in ids.map(|id| id as usize) {
            if id / 64 >= bits.len() {
                bits.resize(id / 64 + 1, 0);
            }
            bits[id / 64] |= 1 << (id % 64);
        }
        Self { bits, extra: Vec::new() }
    }

    /// Leaves out what holds no word: those of most lists have low numbers, and short lists stay at
    /// hand.
    fn shorten(&mut self) {
        let size = self.bits.iter().rposition(|&bits| bits != 0).map_or(0, |last| last + 1);
        self.bits.truncate(size);
        self.bits.shrink_to_fit();
    }

    /// A list of a few words, written here.
    pub fn of(words: &[&str]) -> Self {
        let words: Vec<String> = words.iter().map(|each| (*each).to_string()).collect();
        Self::new(lexicon(), &words)
    }

    #[inline]
    pub fn has_id(&self, id: u32) -> bool {
        let at = id as usize;
        self.bits.get(at / 64).is_some_and(|bits| bits >> (at % 64) & 1 == 1)
    }

    /// True where the list holds a word that no other list has.
    #[inline(never)]
    fn has_extra(&self, word: &str) -> bool {
        self.extra.iter().any(|each| each == word)
    }

    /// True where the list holds a word that stands in no page.
    pub fn holds(&self, word: &str) -> bool {
        match lexicon().word(word) {
            Some(id) => self.has_id(id),
            None => self.has_extra(word),
        }
    }

    /// Both lists in one.
    pub fn or(&self, other: &Self) -> Self {
        let (long, short) =
            if self.bits.len() < other.bits.len() { (other, self) } else { (self, other) };
        let mut bits = long.bits.clone();
        bits.iter_mut().zip(&short.bits).for_each(|(all, more)| *all |= more);
        Self { bits, extra: [&self.extra[..], &other.extra[..]].concat() }
    }
}
