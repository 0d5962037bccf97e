//! What the grammar of quantities hands from one module to the next.

use std::borrow::Cow;
use std::sync::OnceLock;

use super::forms::{quantity_forms, Forms};
use super::numerals::Numeral;
use crate::base::chars;
use crate::base::lexicon::lexicon;
use crate::base::{Decimal, Short, Str};
use crate::claim::Measure;
use crate::text::anchors::unwrapped;

pub const MILLION: Decimal = Decimal(1_000_000_000_000_000);
pub const BILLION: Decimal = Decimal(1_000_000_000_000_000_000);
pub const TRILLION: Decimal = Decimal(1_000_000_000_000_000_000_000);
pub const ONE: Decimal = Decimal(1_000_000_000);

/// Measures whose unit is ``count``.
pub fn is_count(measure: Option<Measure>) -> bool {
    use Measure::{Accelerators, Jobs, People, Sites};
    matches!(measure, Some(Sites | Accelerators | Jobs | People))
}

/// A stretch of text that is being read, as written and in lower case, of the same length.
pub struct Window<'t> {
    pub raw: Cow<'t, [char]>,
    pub low: Cow<'t, [char]>,
    pub forms: &'static Forms,
    /// The whole text, and where the stretch starts in it.
    pub text: &'t [char],
    pub base: usize,
}

impl Window<'_> {
    /// Tells whether the text around a place is in French; asked where a number leaves it open.
    pub fn french(&self, at: usize) -> bool {
        is_french(self.text, at + self.base)
    }
}

/// Where lines end: many characters at a time are told to have no such end.
fn line_ends(text: &[char]) -> impl Iterator<Item = usize> + '_ {
    const MANY: usize = 16;
    let has_end = |part: &[char]| part.iter().fold(false, |has, &c| has | (c == '\n'));
    let parts = text.chunks(MANY).enumerate().filter(move |(_, part)| has_end(part));
    parts.flat_map(|(number, part)| {
        let ends = part.iter().enumerate().filter(|(_, &c)| c == '\n');
        ends.map(move |(at, _)| number * MANY + at)
    })
}

/// A stretch of a text, made ready to be read.
pub fn window<'t>(text: &'t [char], low: &'t [char], start: usize, stop: usize) -> Window<'t> {
    let (raw, low) = (&text[start..stop], &low[start..stop]);
    // A stretch has few lines, and those that it has seldom go on with a small letter.
    let is_wrapped = line_ends(raw).any(|at| raw.get(at + 1).is_some_and(|&c| chars::is_lower(c)));
    let (raw, low) = if is_wrapped { unwrapped(raw, low) } else { (raw.into(), low.into()) };
    Window { raw, low, forms: quantity_forms(), text, base: start }
}

/// A numeral, what scales it and what it counts; `measure` is None where nothing says it.
#[derive(Debug, Clone)]
pub struct Amount {
    /// Where it starts: its number, or the currency sign before it.
    pub start: usize,
    pub end: usize,
    pub numeral: Numeral,
    pub value: Decimal,
    pub scale: Decimal,
    pub scale_word: Short,
    pub measure: Option<Measure>,
    pub unit: Str,
    pub units: Vec<Str>,
    pub noun: Option<(usize, usize)>,
    /// False for money whose currency is not written there.
    pub stated: bool,
    /// True where it counts something that is no measure of ours: "350 000 foyers".
    pub other: bool,
    /// True where nothing can be carried on to it: "5 ans", "12 %".
    pub closed: bool,
}

impl Amount {
    pub fn new(start: usize, end: usize, numeral: Numeral, value: Decimal) -> Self {
        Self {
            start,
            end,
            numeral,
            value,
            scale: ONE,
            scale_word: Short::default(),
            measure: None,
            unit: "",
            units: Vec::new(),
            noun: None,
            stated: true,
            other: false,
            closed: false,
        }
    }
}

/// Tells the language of the text around a place by its commonest words.
pub fn is_french(text: &[char], at: usize) -> bool {
    static WORDS: OnceLock<[Vec<Vec<char>>; 2]> = OnceLock::new();
    let words = WORDS.get_or_init(|| {
        ["_FRENCH", "_ENGLISH"].map(|name| {
            let listed = lexicon().list(&format!("quantities.window.{name}"));
            listed.iter().map(|each| each.chars().collect()).collect()
        })
    });
    let (from, to) = (at.saturating_sub(400), text.len().min(at + 400));
    let around: Vec<char> = text[from.min(to)..to].iter().flat_map(|c| c.to_lowercase()).collect();
    let [french, english] = words;
    let told = |list: &[Vec<char>]| list.iter().map(|each| count(&around, each)).sum::<usize>();
    told(french) > told(english)
}

/// How often a phrase stands in a text, none overlapping another.
fn count(text: &[char], phrase: &[char]) -> usize {
    let (mut found, mut at) = (0, 0);
    while at + phrase.len() <= text.len() {
        if text[at..].starts_with(phrase) {
            found += 1;
            at += phrase.len();
        } else {
            at += 1;
        }
    }
    found
}

/// A counted noun that stands without a number, for one that follows to go on with.
pub fn named(measure: Measure, start: usize, end: usize) -> Amount {
    let none = Numeral::new(end, Decimal::ZERO, "words");
    let mut amount = Amount::new(start, end, none, Decimal::ZERO);
    (amount.measure, amount.unit) = (Some(measure), "count");
    amount
}

/// A currency written before a number.
#[derive(Debug, Clone)]
pub struct Prefix {
    pub form: String,
    pub codes: Vec<Str>,
    pub start: usize,
    pub end: usize,
}
