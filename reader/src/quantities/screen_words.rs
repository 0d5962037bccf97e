//! What a word may be to the number that it stands beside, for the screen (`screen`).
//!
//! The grammar asks that of a whole phrase; the screen asks it of one word, and remembers the
//! answer, for few kinds of words stand beside numbers. An answer errs on one side alone: what may
//! make a quantity of a number is never denied.

use std::cell::RefCell;

use super::amounts::is_between;
use super::counts::{is_plural, is_stop, leads_to_second, past_link};
use super::ellipsis::is_verb;
use super::forms::{quantity_forms, Forms, Phrases};
use super::money::is_cents;
use super::numbers::Written;
use super::pairs::is_join;
use super::people::is_people;
use super::scan::beginnings;
use super::walk::DONT;
use crate::base::chars;
use crate::base::lexicon::lexicon;
use crate::base::FastSet;
use crate::text::tokens::lower_case;

/// A unit, a currency, a scale, or another word after which only the grammar can tell.
pub const TELLS: u32 = 1;
/// What is counted in time, distance or shares: nothing else can be counted there.
pub const CLOSES: u32 = 1 << 1;
/// The first word of a counted noun.
pub const NOUN: u32 = 1 << 2;
/// A word after which a noun belongs to no number before it.
pub const STOPS: u32 = 1 << 3;
/// A noun in the plural, which is itself what is counted.
pub const PLURAL: u32 = 1 << 4;
/// One that names people by its ending, if there are ten or more.
pub const PEOPLE: u32 = 1 << 5;
/// "And", which may join a second adjective to the first.
pub const AND: u32 = 1 << 6;
/// What joins two numbers: "to", "or".
pub const JOIN: u32 = 1 << 7;
/// What a number in words may begin or go on with.
pub const LEAD: u32 = 1 << 8;
/// What may follow a number that counts what another did.
pub const CARRIES: u32 = 1 << 9;
/// The last word of what may stand before such a number: a hedge, "we are", "dont".
pub const LED: u32 = 1 << 10;
/// One of those that say how many without a number: "plusieurs".
pub const SEVERAL: u32 = 1 << 11;
/// A number below ten.
pub const FEW: u32 = 1 << 12;
/// A plain number, that others may stand before or after.
pub const CARDINAL: u32 = 1 << 13;
/// A unit or a currency only with what follows it: "m" of "m²".
pub const SHORT: u32 = 1 << 14;
/// A word of hedges, which may stand before the second of two numbers.
pub const HEDGE: u32 = 1 << 15;
/// What may lead from a number to what it counts: "of", "des", "units".
pub const LINK: u32 = 1 << 16;
/// The last word of what may stand before such a number and has no word before it.
pub const ALONE: u32 = 1 << 17;

/// Words that are remembered: so many places, each for the last word that fell on it.
const PLACES: usize = 2048;
/// Eights of letters that are remembered of a word.
const EIGHTS: usize = 3;

#[derive(Clone, Copy)]
struct Place {
    letters: [u64; EIGHTS],
    bits: u32,
}

/// The letters of a word by eights, unless it is too long. No two words have the same, for none of
/// their bytes is zero.
#[inline]
fn eights(word: &[u8]) -> Option<[u64; EIGHTS]> {
    let mut letters = [0; EIGHTS];
    if word.len() > 8 * EIGHTS {
        return None;
    }
    for (at, &byte) in word.iter().enumerate() {
        letters[at / 8] |= u64::from(byte) << (at % 8 * 8);
    }
    Some(letters)
}

/// The words of the screen, and what is known of those that were met.
pub struct Known {
    forms: &'static Forms,
    resuming: FastSet<String>,
    leads: FastSet<String>,
    hedges: FastSet<String>,
    /// Signs that hedges end in.
    hedging: Vec<char>,
    led: FastSet<String>,
    alone: FastSet<String>,
    /// All words that numbers are found by, and what tells most others from them.
    numbers: FastSet<[u64; EIGHTS]>,
    number_shapes: Vec<u64>,
    /// Forms of currencies written before a number, by their last byte.
    signs: Written,
    places: Vec<Place>,
}

thread_local! {
    static KNOWN: RefCell<Option<Known>> = const { RefCell::new(None) };
}

/// Calls a function with the words, which each thread has for itself.
pub fn with_words<T>(of: impl FnOnce(&mut Known) -> T) -> T {
    KNOWN.with(|known| of(known.borrow_mut().get_or_insert_with(Known::new)))
}

/// What a word is told by at once: its size, its first letters and the last one.
const SHAPES: usize = 1 << 14;

#[inline]
fn shape(word: &[u8]) -> usize {
    let ([first, second, third, ..], [.., last]) = (word, word) else { return word.len() };
    let letters = u32::from_le_bytes([*first, *second, *third, *last]) | 0x2020_2020;
    let sum = (u64::from(letters) | (word.len() as u64) << 32).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    (sum >> 40) as usize % SHAPES
}

/// Letters of ASCII and Latin-1 in lower case, by one bit of each: they are but compared so.
#[inline]
fn small(letters: [u64; EIGHTS]) -> [u64; EIGHTS] {
    letters.map(|eight| eight | 0x2020_2020_2020_2020)
}

/// The letters that a phrase ends with, but for the marks after them.
fn last_letters(phrase: &str) -> String {
    let is_letter = |c: char| c.is_ascii_alphabetic() || ('À'..='ÿ').contains(&c);
    let word = phrase.trim_end_matches(|c| !is_letter(c));
    word.rsplit(|c| !is_letter(c)).next().unwrap_or("").to_string()
}

impl Known {
    fn new() -> Self {
        let forms = quantity_forms();
        let list = |name: &str| lexicon().get(name).texts();
        let words = list("scan.number_words");
        let beginnings = beginnings();
        let mut number_shapes = vec![0; SHAPES / 64];
        for word in words.iter().filter(|word| beginnings.may_be(word.as_bytes())) {
            let shape = shape(word.as_bytes());
            number_shapes[shape / 64] |= 1 << (shape % 64);
        }
        let numbers = words.iter().filter_map(|word| eights(word.as_bytes()).map(small)).collect();
        let mut leads = FastSet::default();
        let phrases = forms.several.keys().chain(forms.fractions.keys());
        let phrases = phrases.chain(forms.collectives.keys()).chain(forms.scales.keys());
        let adjectives = list("quantities.forms.ADJECTIVES");
        for phrase in phrases.chain(forms.cardinals.keys()).chain(&adjectives) {
            leads.extend(phrase.split(|c| !chars::is_alpha(c)).map(str::to_string));
        }
        leads.extend(list("quantities.screen_words.ONES"));
        let mut hedges = FastSet::default();
        for phrase in forms.hedges.keys() {
            hedges.extend(phrase.split(|c| !chars::is_alpha(c)).map(str::to_string));
        }
        let hedging = forms.hedge_ends.iter().filter_map(|each| each.chars().next_back());
        let hedging = hedging.filter(|&c| !chars::is_alpha(c)).collect();
        let is_apart = |c: char| matches!(c, ' ' | '\'' | '-');
        let is_alone = |phrase: &&String| {
            !phrase.trim_end_matches(is_apart).contains(is_apart)
                || phrase.contains(|c| !chars::is_alpha(c) && !is_apart(c))
        };
        let alone = forms.hedges.keys().filter(is_alone).map(|each| last_letters(each));
        let mut alone: FastSet<String> = alone.collect();
        for name in ["quantities.hedges.ADVERBS", "quantities.ellipsis.US"] {
            alone.extend(list(name).iter().map(|each| last_letters(each)));
        }
        alone.insert(last_letters(DONT));
        let ends = forms.hedge_ends.iter().map(|each| last_letters(each));
        let mut led: FastSet<String> = ends.chain(alone.iter().cloned()).collect();
        led.remove("");
        Self {
            forms,
            resuming: list("quantities.screen_words.RESUMING").into_iter().collect(),
            leads,
            hedges,
            hedging,
            led,
            alone,
            numbers,
            number_shapes,
            signs: Written::new(),
            places: vec![Place { letters: [0; EIGHTS], bits: 0 }; PLACES],
        }
    }

    /// Whether numbers are found by a word that begins as they do, in lower case or not.
    #[inline]
    pub fn is_number_word(&self, word: &[u8]) -> bool {
        let shape = shape(word);
        self.number_shapes[shape / 64] >> (shape % 64) & 1 != 0
            && eights(word).is_some_and(|letters| self.numbers.contains(&small(letters)))
    }

    /// Whether the sign or the code of a currency stands right before a place.
    #[inline]
    pub fn signs(&self) -> &Written {
        &self.signs
    }

    /// What a word is, as it is written.
    #[inline]
    pub fn bits(&mut self, word: &str) -> u32 {
        let Some(letters) = eights(word.as_bytes()) else { return self.find(word) };
        let sum = letters.iter().fold(0u64, |sum, &eight| {
            (sum.rotate_left(23) ^ eight).wrapping_mul(0x9e37_79b9_7f4a_7c15)
        });
        let at = (sum >> 40) as usize % PLACES;
        let known = self.places[at].letters;
        // Compared one by one, which a list of them is not.
        let is_known = known.iter().zip(&letters).fold(0, |all, (one, two)| all | (one ^ two)) == 0;
        if !is_known || word.is_empty() {
            self.places[at] = Place { letters, bits: self.find(word) };
        }
        self.places[at].bits
    }

    /// True for a sign that a hedge may end in.
    pub fn is_hedging(&self, c: char) -> bool {
        self.hedging.contains(&c)
    }

    /// The units of several words that begin with one.
    pub fn longer_units(&self, word: &str) -> Option<&'static Phrases> {
        self.forms.unit_words.get(&*word.to_lowercase())?.longer.as_ref()
    }

    /// Whether a word is a unit or a scale by itself, and whether only with what follows.
    fn unit(&self, word: &str, low: &str) -> (bool, bool) {
        let scales = self.forms.scaling.get(low).is_some_and(|&size| {
            let sign: String = word.chars().take(size).collect();
            size == 0 || self.forms.signs.contains_key(&sign)
        });
        let Some(words) = self.forms.unit_words.get(low) else { return (scales, false) };
        let counts = words.alone.as_ref().is_some_and(|form| {
            let is_written = |listed: &Vec<String>| listed.iter().any(|each| each == word);
            !form.needs_scale && form.written.as_ref().map_or(true, is_written)
        });
        (scales || counts, words.longer.is_some())
    }

    fn find(&self, word: &str) -> u32 {
        let raw: Vec<char> = word.chars().collect();
        let Some(&first) = raw.first() else { return 0 };
        let letters = lower_case(&raw);
        let low: String = letters.iter().collect();
        let mut spaced = vec![' '];
        spaced.extend(&letters);
        spaced.push(' ');
        let forms = self.forms;
        let mut bits = 0;
        let mut set = |bit: u32, holds: bool| bits |= if holds { bit } else { 0 };
        let (is_unit, is_short) = self.unit(word, &low);
        let is_more = matches!(&low[..], "more" | "other");
        set(SHORT, is_short);
        set(TELLS, is_unit || is_between(&low) || is_cents(&letters) || is_more);
        set(CLOSES, forms.uncounted.contains(&low) && low != "an");
        set(NOUN, forms.count_words.contains_key(&low));
        set(STOPS, is_stop(&low));
        set(CARRIES, is_stop(&low) || self.resuming.contains(&low) || is_verb(&spaced));
        let initial = chars::chars().lower(first);
        if is_plural(initial, &low) {
            set(PLURAL, true);
            set(PEOPLE, is_people(word, 100));
        }
        set(AND, leads_to_second(&spaced));
        set(JOIN, is_join(&spaced));
        set(LEAD, self.leads.contains(&low));
        set(HEDGE, self.hedges.contains(&low));
        set(LED, self.led.contains(&low));
        set(ALONE, self.alone.contains(&low));
        set(SEVERAL, forms.several.get(&low).is_some_and(|&least| least < 10));
        set(FEW, forms.cardinals.get(&low).is_some_and(|&number| number < 10));
        set(CARDINAL, forms.cardinals.contains_key(&low));
        spaced.extend("of ".chars());
        set(LINK, matches!(&low[..], "of" | "de") || past_link(&spaced, 0, false) > 1);
        bits
    }
}
