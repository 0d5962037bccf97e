//! The language of a text, where a few small words tell it.

use std::sync::OnceLock;

use crate::base::lexicon::lexicon;

/// Characters of ASCII; those beyond count as the last one.
const CLASSES: usize = 128;

/// Small words of both languages, blanks included.
struct Phrases {
    /// Each with whether it is French.
    all: Vec<(Vec<char>, bool)>,
    /// A bit for each phrase, by its first and by its second character.
    first: [u64; CLASSES],
    second: [u64; CLASSES],
}

#[inline]
fn class(c: char) -> usize {
    (c as usize).min(CLASSES - 1)
}

impl Phrases {
    fn new() -> Self {
        let listed = |name: &str| lexicon().list(&format!("documents.passages.{name}"));
        let of = |name: &str, is_french: bool| -> Vec<(Vec<char>, bool)> {
            listed(name).iter().map(|each| (each.chars().collect(), is_french)).collect()
        };
        let all = [of("_FRENCH", true), of("_ENGLISH", false)].concat();
        let (mut first, mut second) = ([0; CLASSES], [0; CLASSES]);
        for (number, (phrase, _)) in all.iter().enumerate() {
            let bit = 1 << (number % 64);
            match phrase[..] {
                [] => {}
                [one] => {
                    first[class(one)] |= bit;
                    second.iter_mut().for_each(|each| *each |= bit);
                }
                [one, two, ..] => {
                    first[class(one)] |= bit;
                    second[class(two)] |= bit;
                }
            }
        }
        Self { all, first, second }
    }

    /// How many phrases of French and of English stand in a text, none overlapping itself.
    fn count(&self, text: &[char]) -> (usize, usize) {
        let mut past = vec![0; self.all.len()];
        let (mut french, mut english) = (0, 0);
        for (at, &c) in text.iter().enumerate() {
            let may = self.first[class(c)];
            if may == 0 || may & text.get(at + 1).map_or(u64::MAX, |&c| self.second[class(c)]) == 0
            {
                continue;
            }
            for ((phrase, is_french), past) in self.all.iter().zip(&mut past) {
                if at >= *past && !phrase.is_empty() && text[at..].starts_with(phrase) {
                    *past = at + phrase.len();
                    *(if *is_french { &mut french } else { &mut english }) += 1;
                }
            }
        }
        (french, english)
    }
}

/// The main language of a text where a few small words decide; None where they do not.
pub fn plain_language(text: &[char]) -> Option<&'static str> {
    static PHRASES: OnceLock<Phrases> = OnceLock::new();
    let known = PHRASES.get_or_init(Phrases::new);
    for size in [500, 2000] {
        let (french, english) = known.count(&text[..text.len().min(size)]);
        if french >= 3 && french >= 3 * english {
            return Some("fr");
        }
        if english >= 3 && english >= 3 * french {
            return Some("en");
        }
    }
    None
}
