//! What a word may be to the number that it stands beside, for the screen (`screen`).
//!
//! The grammar asks that of a whole phrase; the screen asks it of one word, and remembers the
//! answer, for few kinds of words stand beside numbers. An answer errs on one side alone: what may
//! make a quantity of a number is never denied.

use std::cell::RefCell;

use super::amounts::is_between;
use super::counts::{is_plural, is_stop, leads_to_second};
use super::ellipsis::is_verb;
use super::forms::{quantity_forms, Forms};
use super::money::is_cents;
use super::numbers::Written;
use super::pairs::is_join;
use super::people::is_people;
use super::walk::DONT;
use crate::base::chars;
use crate::base::lexicon::lexicon;
use crate::base::FastSet;
use crate::text::tokens::lower_case;

/// A unit, a currency, a scale, or another word after which only the grammar can tell.
pub const TELLS: u16 = 1;
/// What is counted in time, distance or shares: nothing else can be counted there.
pub const CLOSES: u16 = 1 << 1;
/// The first word of a counted noun.
pub const NOUN: u16 = 1 << 2;
/// A word after which a noun belongs to no number before it.
pub const STOPS: u16 = 1 << 3;
/// A noun in the plural, which is itself what is counted.
pub const PLURAL: u16 = 1 << 4;
/// One that names people by its ending, if there are ten or more.
pub const PEOPLE: u16 = 1 << 5;
/// "And", which may join a second adjective to the first.
pub const AND: u16 = 1 << 6;
/// What joins two numbers: "to", "or".
pub const JOIN: u16 = 1 << 7;
/// What a number in words may begin or go on with.
pub const LEAD: u16 = 1 << 8;
/// What may follow a number that counts what another did.
pub const CARRIES: u16 = 1 << 9;
/// The last word of what may stand before such a number: a hedge, "we are", "dont".
pub const LED: u16 = 1 << 10;
/// One of those that say how many without a number: "plusieurs".
pub const SEVERAL: u16 = 1 << 11;
/// A number below ten.
pub const FEW: u16 = 1 << 12;
/// A plain number, that others may stand before or after.
pub const CARDINAL: u16 = 1 << 13;
/// A unit or a currency only with what follows it: "m" of "m²".
pub const SHORT: u16 = 1 << 14;
/// A word of hedges, which may stand before the second of two numbers.
pub const HEDGE: u16 = 1 << 15;

/// Words that are remembered: so many places, each for the last word that fell on it.
const PLACES: usize = 2048;
const LONGEST: usize = 28;

#[derive(Clone, Copy)]
struct Place {
    bits: u16,
    size: u8,
    bytes: [u8; LONGEST],
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
    /// Beginnings of three letters that an anchor may have.
    starts: Vec<bool>,
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

/// The letters that a phrase ends with, but for the marks after them.
fn last_letters(phrase: &str) -> String {
    let is_letter = |c: char| c.is_ascii_alphabetic() || ('À'..='ÿ').contains(&c);
    let word = phrase.trim_end_matches(|c| !is_letter(c));
    word.rsplit(|c| !is_letter(c)).next().unwrap_or("").to_string()
}

/// Where in the table of beginnings three bytes stand, in lower case or not.
#[inline]
fn start_of(bytes: &[u8]) -> Option<usize> {
    let [first, second, third, ..] = *bytes else { return None };
    let bits = |byte: u8| usize::from(byte & 31);
    Some(bits(first) << 10 | bits(second) << 5 | bits(third))
}

impl Known {
    fn new() -> Self {
        let forms = quantity_forms();
        let list = |name: &str| lexicon().get(name).texts();
        let mut starts = vec![false; 1 << 15];
        for each in list("scan.beginnings").iter().filter_map(|word| start_of(word.as_bytes())) {
            starts[each] = true;
        }
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
        let mut led: FastSet<String> =
            forms.hedge_ends.iter().map(|each| last_letters(each)).collect();
        for name in ["quantities.hedges.ADVERBS", "quantities.ellipsis.US"] {
            led.extend(list(name).iter().map(|each| last_letters(each)));
        }
        led.insert(last_letters(DONT));
        led.remove("");
        Self {
            forms,
            resuming: list("quantities.screen_words.RESUMING").into_iter().collect(),
            leads,
            hedges,
            hedging,
            led,
            starts,
            signs: Written::new(),
            places: vec![Place { bits: 0, size: 0, bytes: [0; LONGEST] }; PLACES],
        }
    }

    /// Whether a word that numbers are found by may begin here.
    #[inline]
    pub fn may_start(&self, bytes: &[u8]) -> bool {
        start_of(bytes).is_some_and(|at| self.starts[at])
    }

    /// Whether the sign or the code of a currency stands right before a place.
    #[inline]
    pub fn signs(&self) -> &Written {
        &self.signs
    }

    /// What a word is, as it is written.
    #[inline]
    pub fn bits(&mut self, word: &str) -> u16 {
        let bytes = word.as_bytes();
        let size = bytes.len();
        if size == 0 || size > LONGEST {
            return self.find(word);
        }
        let sum = bytes.iter().fold(0u32, |sum, &byte| {
            (sum.rotate_left(5) ^ u32::from(byte)).wrapping_mul(0x9e37_79b1)
        });
        let at = (sum >> 16) as usize % PLACES;
        let place = &self.places[at];
        if usize::from(place.size) == size && place.bytes[..size] == *bytes {
            return place.bits;
        }
        let bits = self.find(word);
        let place = &mut self.places[at];
        (place.bits, place.size) = (bits, size as u8);
        place.bytes[..size].copy_from_slice(bytes);
        bits
    }

    /// True for a sign that a hedge may end in.
    pub fn is_hedging(&self, c: char) -> bool {
        self.hedging.contains(&c)
    }

    /// The end of a unit of several words that stands at a place.
    pub fn longer_unit(&self, low: &[char], word: &str) -> Option<usize> {
        let words = self.forms.unit_words.get(&*word.to_lowercase())?;
        words.longer.as_ref()?.match_end(low, 0)
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

    fn find(&self, word: &str) -> u16 {
        let raw: Vec<char> = word.chars().collect();
        let Some(&first) = raw.first() else { return 0 };
        let letters = lower_case(&raw);
        let low: String = letters.iter().collect();
        let mut spaced = vec![' '];
        spaced.extend(&letters);
        spaced.push(' ');
        let forms = self.forms;
        let mut bits = 0;
        let mut set = |bit: u16, holds: bool| bits |= if holds { bit } else { 0 };
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
        set(SEVERAL, forms.several.get(&low).is_some_and(|&least| least < 10));
        set(FEW, forms.cardinals.get(&low).is_some_and(|&number| number < 10));
        set(CARDINAL, forms.cardinals.contains_key(&low));
        bits
    }
}
