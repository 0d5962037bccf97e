//! Regular expressions as Python has them, on code points.
//!
//! The grammar's expressions stand in the Python modules and are handed over with the word lists.
//! They look ahead and behind at every turn and are matched at a place of the text, between two
//! others; so this is a plain backtracking matcher of the few forms that they use, each with
//! exactly Python's meaning. What it does not know it refuses when the lexicon is loaded.

pub mod classes;
pub mod parse;
pub mod program;
pub mod run;

use self::program::Program;
use self::run::Saved;
use crate::base::lexicon::{lexicon, Value};

/// A regular expression, ready to be matched.
#[derive(Debug, Clone)]
pub struct Pattern {
    program: Program,
}

/// Where an expression and its groups were found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Match {
    start: usize,
    end: usize,
    groups: Saved,
}

impl Match {
    #[inline]
    pub fn start(&self) -> usize {
        self.start
    }

    #[inline]
    pub fn end(&self) -> usize {
        self.end
    }

    /// Where a group was found; the whole is group 0.
    #[inline]
    pub fn group(&self, number: usize) -> Option<(usize, usize)> {
        match number {
            0 => Some((self.start, self.end)),
            _ => self.groups.get(number),
        }
    }
}

impl Pattern {
    /// Reads an expression as Python writes it, with Python's flags.
    ///
    /// # Errors
    ///
    /// Where it has a form that is not known here.
    pub fn new(pattern: &str, flags: i64) -> Result<Self, String> {
        let (tree, groups) = parse::parse(pattern, flags)?;
        Ok(Self { program: Program::new(&tree, groups)? })
    }

    /// The expression of a Python module, such as ``quantities.walk._DATED``.
    ///
    /// # Panics
    ///
    /// Where there is none of that name or it cannot be read: a mistake of ours.
    pub fn of(name: &str) -> Self {
        match lexicon().get(name) {
            Value::Pattern(pattern, flags) => match Self::new(pattern, *flags) {
                Ok(found) => found,
                Err(why) => panic!("{name}: {why}"),
            },
            _ => panic!("{name} is no pattern"),
        }
    }

    /// The end of a match that begins at a place: `pattern.match(text, at)`, without its groups.
    #[inline]
    pub fn match_end(&self, text: &[char], at: usize) -> Option<usize> {
        run::Run::new(&self.program, text, false).match_end(at)
    }

    /// A match that begins at a place: `pattern.match(text, at)`.
    pub fn match_at(&self, text: &[char], at: usize) -> Option<Match> {
        run::Run::new(&self.program, text, true).match_at(at)
    }

    /// True where the expression is found from a place on: `pattern.search(text, at)`.
    #[inline]
    pub fn is_found(&self, text: &[char], at: usize) -> bool {
        run::Run::new(&self.program, text, false).find(at).is_some()
    }

    /// The first match from a place on: `pattern.search(text, at)`. For an end before that of the
    /// text (`endpos` in Python) give the text up to there.
    pub fn search(&self, text: &[char], at: usize) -> Option<Match> {
        run::Run::new(&self.program, text, true).search(at)
    }

    /// All matches in order, none overlapping another: `pattern.finditer(text)`.
    pub fn find_all(&self, text: &[char]) -> Vec<Match> {
        let mut found = Vec::new();
        let mut at = 0;
        while at <= text.len() {
            let Some(next) = self.search(text, at) else { break };
            at = if next.end() == next.start() { next.end() + 1 } else { next.end() };
            found.push(next);
        }
        found
    }
}
