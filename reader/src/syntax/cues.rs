//! Words that tell what a quantity is: verbs of paying, nouns of turnover, marks of a quotation.

use crate::base::{Str, Words};

/// A phrase found: its class and the tokens that it takes, the end exclusive.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Cue {
    pub kind: Str,
    pub first: usize,
    pub last: usize,
}

/// All phrases of one language, ready to be found.
pub struct CueLexicon {}

impl CueLexicon {
    /// Every cue of a text, in order; several may begin at one word.
    pub fn find(&self, _words: &Words) -> Vec<Cue> {
        todo!()
    }
}

/// The cues of a language, ``fr`` or ``en``; any other is read as English.
pub fn cue_lexicon(_language: &str) -> &'static CueLexicon {
    todo!()
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
