//! The language of a text, where a few small words tell it.

use std::sync::OnceLock;

use crate::base::lexicon::lexicon;

/// Characters of ASCII; those beyond count as the last one.
const CLASSES: usize = 128;

/// Small words of both languages, blanks included.
struct Phrases {
    /// Each with whether it is French.
    all: Vec<(Vec<char>, bool)>,
    /// A bit for each phrase, by its first, its second and its third character.
    begins: [[u64; CLASSES]; 3],
}

#[inline]
fn class(c: char) -> usize {
    (c as usize).min(CLASSES - 1)
}

impl Phrases {
    fn of(french: &[&str], english: &[&str]) -> Self {
        let listed = |name: &&str| lexicon().list(&format!("documents.language.{name}"));
        let of = |names: &[&str], is_french: bool| -> Vec<(Vec<char>, bool)> {
            let phrases = names.iter().flat_map(listed).filter(|each| !each.is_empty());
            phrases.map(|each| (each.chars().collect(), is_french)).collect()
        };
        let all = [of(french, true), of(english, false)].concat();
        assert!(all.len() <= 64, "too many small words");
        let mut begins = [[0; CLASSES]; 3];
        for (number, (phrase, _)) in all.iter().enumerate() {
            for (at, bits) in begins.iter_mut().enumerate() {
                match phrase.get(at) {
                    Some(&c) => bits[class(c)] |= 1 << number,
                    None => bits.iter_mut().for_each(|each| *each |= 1 << number),
                }
            }
        }
        Self { all, begins }
    }

    /// How many phrases of French and of English stand in a text, none overlapping itself.
    fn count(&self, text: &[char]) -> (usize, usize) {
        let mut past = [0; 64];
        self.weigh(text, |number, at| {
            let is_next = at >= past[number];
            if is_next {
                past[number] = at + self.all[number].0.len();
            }
            is_next
        })
    }

    /// How many different ones do.
    fn different(&self, text: &[char]) -> (usize, usize) {
        let mut seen = [false; 64];
        self.weigh(text, |number, _| !std::mem::replace(&mut seen[number], true))
    }

    /// How many phrases of French and of English count, of those that stand in a text: `counts` is
    /// told the number of each and where it begins.
    #[inline]
    fn weigh(&self, text: &[char], mut counts: impl FnMut(usize, usize) -> bool) -> (usize, usize) {
        let (mut french, mut english) = (0, 0);
        let [first, second, third] = &self.begins;
        for (at, &c) in text.iter().enumerate() {
            let mut may = first[class(c)];
            if may == 0 {
                continue;
            }
            for (&c, bits) in text[at + 1..].iter().zip([second, third]) {
                may &= bits[class(c)];
            }
            while may != 0 {
                let number = may.trailing_zeros() as usize;
                may &= may - 1;
                let (phrase, is_french) = &self.all[number];
                if text[at..].starts_with(phrase) && counts(number, at) {
                    *(if *is_french { &mut french } else { &mut english }) += 1;
                }
            }
        }
        (french, english)
    }
}

/// The main language of a text where a few small words decide; None where they do not.
pub fn plain_language(text: &[char]) -> Option<&'static str> {
    static FIRST: OnceLock<Phrases> = OnceLock::new();
    static ALL: OnceLock<Phrases> = OnceLock::new();
    let first = FIRST.get_or_init(|| Phrases::of(&["_FRENCH"], &["_ENGLISH"]));
    for size in [500, 2000] {
        if let Some(language) = decided(first.count(&text[..text.len().min(size)])) {
            return Some(language);
        }
    }
    let (french, english) = (["_FRENCH", "_MORE_FRENCH"], ["_ENGLISH", "_MORE_ENGLISH"]);
    let all = ALL.get_or_init(|| Phrases::of(&french, &english));
    decided(all.different(&text[..text.len().min(2000)]))
}

/// The language whose small words outweigh the other's three to one.
fn decided((french, english): (usize, usize)) -> Option<&'static str> {
    if french >= 3 && french >= 3 * english {
        return Some("fr");
    }
    (english >= 3 && english >= 3 * french).then_some("en")
}
