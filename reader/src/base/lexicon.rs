//! The word lists, tables and patterns of the Python modules, under their names there.
//!
//! `lexicon().set("figures.signs._OUTLAY")` is `grandlivre.claims.figures.signs._OUTLAY`: words are
//! written down once, in Python.

use std::cell::RefCell;
use std::sync::OnceLock;

use super::hash::{FastMap, FastSet};
use super::numbers::Numbers;
use super::wire::{Malformed, Reader};
use super::words::Set;
use super::Str;

/// A constant of a Python module.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    None,
    Bool(bool),
    Int(i64),
    Float(f64),
    Text(String),
    /// A tuple or a list.
    List(Vec<Value>),
    /// A set, sorted.
    Set(Vec<Value>),
    /// A dictionary, in its order.
    Map(Vec<(Value, Value)>),
    /// A regular expression and its flags.
    Pattern(String, i64),
}

impl Value {
    fn read(from: &mut Reader) -> Self {
        match from.int() {
            1 => Self::Bool(from.flag()),
            2 => Self::Int(from.int()),
            3 => Self::Float(f64::from_bits(from.int() as u64)),
            4 => Self::Text(from.text().replace('\u{0}', "\n")),
            5 => Self::List(from.several(Self::read)),
            6 => Self::Set(from.several(Self::read)),
            7 => Self::Map(from.several(|each| (Self::read(each), Self::read(each)))),
            8 => {
                let pattern = from.text().replace('\u{0}', "\n");
                Self::Pattern(pattern, from.int())
            }
            _ => Self::None,
        }
    }

    /// The string; empty for anything else.
    pub fn text(&self) -> &str {
        match self {
            Self::Text(text) | Self::Pattern(text, _) => text,
            _ => "",
        }
    }

    pub fn int(&self) -> i64 {
        match self {
            Self::Int(number) => *number,
            Self::Bool(holds) => i64::from(*holds),
            _ => 0,
        }
    }

    pub fn float(&self) -> f64 {
        match self {
            Self::Float(number) => *number,
            other => other.int() as f64,
        }
    }

    /// Members of a list or a set.
    pub fn items(&self) -> &[Value] {
        match self {
            Self::List(items) | Self::Set(items) => items,
            _ => &[],
        }
    }

    /// Rows of a dictionary.
    pub fn rows(&self) -> &[(Value, Value)] {
        match self {
            Self::Map(rows) => rows,
            _ => &[],
        }
    }

    /// The strings of a list or a set.
    pub fn texts(&self) -> Vec<String> {
        self.items().iter().map(|each| each.text().to_string()).collect()
    }

    fn words<'v>(&'v self, found: &mut Vec<&'v str>) {
        match self {
            Self::Text(text) => found.push(text),
            Self::List(items) | Self::Set(items) => items.iter().for_each(|i| i.words(found)),
            Self::Map(rows) => rows.iter().for_each(|(key, value)| {
                key.words(found);
                value.words(found);
            }),
            _ => {}
        }
    }
}

/// All constants, and a number for each word that stands in one of them.
pub struct Lexicon {
    constants: FastMap<String, Value>,
    words: Numbers,
}

static LEXICON: OnceLock<Lexicon> = OnceLock::new();
static NOTHING: Value = Value::None;

impl Lexicon {
    fn read(bytes: &[u8]) -> Result<Self, Malformed> {
        let mut from = Reader::new(bytes)?;
        let named = |each: &mut Reader| (each.text().to_string(), Value::read(each));
        let constants: Vec<(String, Value)> = from.several(named);
        if from.is_overrun() {
            return Err(Malformed("lexicon cut short".to_string()));
        }
        let mut seen = Vec::new();
        constants.iter().for_each(|(_, value)| value.words(&mut seen));
        let words = Numbers::new(&seen);
        Ok(Self { constants: constants.into_iter().collect(), words })
    }

    /// The constant of that name.
    ///
    /// # Panics
    ///
    /// Where Python handed none over, which is a mistake of ours and found by any test.
    pub fn get(&self, name: &str) -> &Value {
        match self.constants.get(name) {
            Some(value) => value,
            None if cfg!(test) => &NOTHING,
            None => panic!("no constant {name}"),
        }
    }

    /// A list of words (a set, a tuple or the keys of a dictionary).
    pub fn set(&self, name: &str) -> Set {
        let value = self.get(name);
        let mut words = value.texts();
        words.extend(value.rows().iter().map(|(key, _)| key.text().to_string()));
        Set::new(self, &words)
    }

    /// Strings in their order, such as the beginnings that `str.startswith` is given.
    pub fn list(&self, name: &str) -> Vec<String> {
        self.get(name).texts()
    }

    /// A dictionary from words to strings.
    pub fn map(&self, name: &str) -> FastMap<String, Str> {
        let rows = self.get(name).rows();
        rows.iter().map(|(key, value)| (key.text().to_string(), keep(value.text()))).collect()
    }

    /// The number of a word, if any list has it.
    #[inline]
    pub fn word(&self, word: &str) -> Option<u32> {
        self.words.get(word)
    }

    /// The numbers of the words of a text, `UNKNOWN` for those that have none; and others, by which
    /// these are told from one another, too.
    pub fn numbers(&self, text: &str, spans: &[(u32, u32)]) -> (Vec<u32>, Vec<u32>) {
        self.words.of_all(text, spans)
    }

    /// All words that have a number, with it, in no order.
    pub fn numbered(&self) -> impl Iterator<Item = (&str, u32)> {
        self.words.iter()
    }

    /// How many words have a number.
    pub fn len(&self) -> usize {
        self.words.len()
    }
}

/// Takes over what Python handed over; once in a process, later calls change nothing.
pub fn load(bytes: &[u8]) -> Result<(), Malformed> {
    let _ = LEXICON.set(Lexicon::read(bytes)?);
    Ok(())
}

/// The constants of the Python modules.
///
/// # Panics
///
/// Before `load`.
#[inline]
pub fn lexicon() -> &'static Lexicon {
    if cfg!(test) {
        return LEXICON
            .get_or_init(|| Lexicon { constants: FastMap::default(), words: Numbers::new(&[]) });
    }
    LEXICON.get().expect("the lexicon is loaded first")
}

thread_local! {
    static KEPT: RefCell<FastSet<&'static str>> = RefCell::new(FastSet::default());
}

/// A string kept for as long as the process lives. For those of finite lexicons alone.
pub fn keep(text: &str) -> Str {
    KEPT.with(|kept| {
        let mut kept = kept.borrow_mut();
        if let Some(known) = kept.get(text) {
            return *known;
        }
        let new: Str = Box::leak(text.to_string().into_boxed_str());
        kept.insert(new);
        new
    })
}
