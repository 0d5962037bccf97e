//! Where in a text numbers may stand, and the stretches of it that are worth reading.

use std::sync::OnceLock;

use super::counts::{is_plural, is_stop};
use super::forms::{quantity_forms, Forms};
use super::model::Quantity;
use super::numerals::written;
use super::people::is_people;
use super::screen::Doubt;
use super::screen_blocks::{any_mark, Beginnings, Mark};
use super::walk::Walk;
use super::window::window;
use crate::base::chars;
use crate::base::lexicon::lexicon;
use crate::base::{FastMap, FastSet};
use crate::documents::views::spelt;
use crate::pattern::Pattern;

/// Numbers further apart have no bearing on one another.
pub(super) const FAR: usize = 760;
/// What is read around a number that stands far from all others.
pub(super) const MARGIN_BEFORE: usize = 160;
const MARGIN_AFTER: usize = 260;

struct Lists {
    word: Pattern,
    two_words: Pattern,
    dull_digits: Pattern,
    units: Vec<String>,
    links: FastSet<String>,
    /// Every word that a number may begin with.
    number_words: FastSet<String>,
    /// Beginnings of such words, as they are written, by their first two letters.
    beginnings: FastMap<(char, char), Vec<Vec<char>>>,
    starts: Beginnings,
    /// Whether any begins with a letter of Latin-1.
    first_letters: [bool; 256],
}

fn lists() -> &'static Lists {
    static LISTS: OnceLock<Lists> = OnceLock::new();
    LISTS.get_or_init(|| {
        let of = |name: &str| Pattern::of(&format!("quantities.scan.{name}"));
        let set =
            |name: &str| -> FastSet<String> { lexicon().get(name).texts().into_iter().collect() };
        let mut beginnings: FastMap<(char, char), Vec<Vec<char>>> = FastMap::default();
        let mut first_letters = [false; 256];
        for each in lexicon().list("scan.beginnings") {
            let letters: Vec<char> = each.chars().collect();
            if let [first, second, ..] = letters[..] {
                if let Some(is_first) = first_letters.get_mut(first as usize) {
                    *is_first = true;
                }
                beginnings.entry((first, second)).or_default().push(letters);
            }
        }
        Lists {
            word: of("_WORD"),
            two_words: of("_TWO_WORDS"),
            dull_digits: of("_DULL_DIGITS"),
            units: lexicon().list("quantities.scan._UNITS"),
            links: set("quantities.scan._LINKS"),
            number_words: set("scan.number_words"),
            beginnings,
            starts: Beginnings::new(),
            first_letters,
        }
    })
}

/// Where numbers may start: each run of digits, each word that numbers are made of; of those that
/// the screen left in doubt. Before them, where the first one stands that is near them.
///
/// They are looked for in the bytes of the stored text, many at a time; or in those of the text
/// itself, where characters of the stored one were dropped or spelt out.
fn anchors(text: &[char], low: &[char], stored: &str, doubt: Doubt) -> (Option<usize>, Vec<usize>) {
    if let Some(found) = anchors_in(text, low, stored, doubt.from, false) {
        let first = (doubt.from > 0).then(|| stored[..doubt.first].chars().count());
        return (first, found);
    }
    let own: String = text.iter().collect();
    (None, anchors_in(text, low, &own, 0, true).unwrap_or_default())
}

/// Those of a text by its bytes, from a place on; None where they may not have the same places.
fn anchors_in(
    text: &[char],
    low: &[char],
    stored: &str,
    from: usize,
    is_own: bool,
) -> Option<Vec<usize>> {
    let known = lists();
    let bytes = stored.as_bytes();
    let mut found = Vec::new();
    // Where the last one stands, and how many bytes before it go on with a character.
    let (mut last, mut further) = (0, 0);
    let mut character = |place: usize| {
        further += bytes[last..place].iter().filter(|&&byte| byte & 0xc0 == 0x80).count();
        last = place;
        place - further
    };
    let is_other = any_mark(bytes, from, &known.starts, |mark| {
        match mark {
            Mark::Large(place) => {
                // It may begin before the last one.
                found.extend(known.large(text, low, character(place + 3) - 3));
            }
            Mark::Start(place) if bytes[place].is_ascii_digit() => found.push(character(place)),
            Mark::Start(place) if bytes[place].is_ascii() && bytes[place] != b'\n' => {
                found.extend(Some(character(place)).filter(|&at| known.begun(text, low, at)));
            }
            Mark::Start(place) => return !is_own && is_uneven(stored, place),
        }
        false
    });
    if is_other {
        return None;
    }
    // A word is found after the digits within it.
    found.sort_unstable();
    Some(found)
}

/// True where a character is dropped or spelt out, or a word may be broken at the end of a line.
fn is_uneven(stored: &str, place: usize) -> bool {
    let before = &stored.as_bytes()[..place];
    if stored.as_bytes()[place] == b'\n' {
        return before.ends_with(b"-") || before.ends_with(b"-\r");
    }
    let c = stored.get(place..).and_then(|rest| rest.chars().next());
    c.map_or(true, |c| spelt(c).is_some())
}

fn is_within(text: &[char], at: usize) -> bool {
    matches!(text[at..], ['i', 'l', 'l', 'i', ..] | ['I', 'L', 'L', 'I', ..])
}

impl Lists {
    /// Whether a word that numbers are found by begins at a place.
    fn begun(&self, text: &[char], low: &[char], at: usize) -> bool {
        let is_within = at > 0 && chars::is_alpha(text[at - 1]);
        !is_within && self.begins(text, at) && self.is_number(low, at)
    }

    /// Of "million" only "illi" is looked for; of "accueilli" and "bronze" there is none.
    fn large(&self, text: &[char], low: &[char], at: usize) -> Option<usize> {
        let before = text[..at].iter().rev().take(12).take_while(|&&c| chars::is_alpha(c)).count();
        let start = at - before;
        (before > 0 && is_within(text, at) && self.is_number(low, start)).then_some(start)
    }

    fn is_number(&self, low: &[char], at: usize) -> bool {
        let end = self.word.match_end(low, at);
        end.is_some_and(|end| self.number_words.contains(&*written(low, at, end)))
    }

    /// True where a word that numbers begin with may begin at a place.
    fn begins(&self, text: &[char], at: usize) -> bool {
        let [first, second, ..] = text[at..] else { return false };
        if !self.first_letters.get(first as usize).is_some_and(|&is_first| is_first) {
            return false;
        }
        let beginnings = self.beginnings.get(&(first, second));
        beginnings.is_some_and(|listed| listed.iter().any(|each| text[at..].starts_with(each)))
    }
}

/// The end of the word at a place, after what is no letter, if numbers are found by it.
pub fn number_word(text: &[char], low: &[char], at: usize) -> Option<usize> {
    let known = lists();
    let end = known.word.match_end(low, at).filter(|_| known.begins(text, at))?;
    known.number_words.contains(&*written(low, at, end)).then_some(end)
}

/// Beginnings of the words that numbers are found by.
pub fn beginnings() -> &'static Beginnings {
    &lists().starts
}

/// True where a word that numbers begin with may begin a text.
pub fn number_begins(text: &[char]) -> bool {
    lists().begins(text, 0)
}

/// True for such a word of which "illi" alone is looked for, in lower case.
pub fn is_number_word(word: &str) -> bool {
    lists().number_words.contains(word)
}

/// Reads every quantity of a text, in order.
///
/// `low` is the text in lower case, of the same length; `stored` is what it is the view of, and
/// `doubt` tells where in that the screen found the first number that may make one.
pub fn scan(text: &[char], low: &[char], stored: &str, doubt: Doubt) -> Vec<Quantity> {
    let (first, anchors) = anchors(text, low, stored, doubt);
    let groups = stretches(text, first, &anchors);
    if first.is_some() && !groups.first().is_some_and(|(_, _, group)| is_read(text, group)) {
        // What those numbers are that were left out may tell whether the others are read.
        return scan(text, low, stored, Doubt::default());
    }
    let mut found = Vec::new();
    for (start, stop, group) in groups {
        if !is_read(text, &group) {
            continue;
        }
        let window = window(text, low, start, stop);
        let mut walk = Walk::new(&window);
        for at in group {
            if at - start >= walk.numbers.past {
                walk.read(at - start);
            }
        }
        found.append(&mut walk.found);
    }
    found
}

/// Whether numbers that are near one another are worth reading.
fn is_read(text: &[char], group: &[usize]) -> bool {
    group.len() >= 8 || group.iter().any(|&at| promises(text, at))
}

/// Groups numbers that are near enough to bear on one another, with the text around them.
///
/// The first group may begin with a number that is not among them.
fn stretches(
    text: &[char],
    first: Option<usize>,
    anchors: &[usize],
) -> Vec<(usize, usize, Vec<usize>)> {
    let mut groups: Vec<Vec<usize>> = Vec::new();
    for &at in anchors {
        match groups.last_mut() {
            Some(group) if at - group[group.len() - 1] <= FAR => group.push(at),
            _ => groups.push(vec![at]),
        }
    }
    let mut before = first;
    let around = |group: Vec<usize>| {
        let (first, last) = (before.take().unwrap_or(group[0]), group[group.len() - 1]);
        (first.saturating_sub(MARGIN_BEFORE), text.len().min(last + MARGIN_AFTER), group)
    };
    groups.into_iter().map(around).collect()
}

/// False for a number that counts nothing of ours: a year, a length of time, a share.
fn promises(text: &[char], at: usize) -> bool {
    let (known, forms) = (lists(), quantity_forms());
    if text[at].is_ascii_digit() {
        return known.dull_digits.match_end(text, at).is_none();
    }
    let small = |(from, to): (usize, usize)| -> String {
        text[from..to].iter().flat_map(|c| c.to_lowercase()).collect()
    };
    let Some(words) = known.two_words.match_at(text, at) else {
        // "Un gigawatt." may be all there is; "dix." alone counts nothing.
        let begun = small((at, text.len().min(at + 24)));
        return known.units.iter().any(|each| begun.starts_with(each));
    };
    let (Some(one), Some(two)) = (words.group(1), words.group(2)) else { return true };
    let (first, second) = (small(one), small(two));
    if forms.several.contains_key(&first) {
        return is_counted(&second, forms);
    }
    if !forms.cardinals.contains_key(&first) || known.links.contains(&second) {
        return true;
    }
    // A noun in the plural that we do not know can neither be what is counted nor stand before it.
    if is_stop(&second) || forms.uncounted.contains(&second) {
        return false;
    }
    let mut initial = text[two.0].to_lowercase();
    if !is_plural(initial.next().unwrap_or(' '), &second) || is_known(&second, forms) {
        return true;
    }
    is_people(&written(text, two.0, two.1), 100)
}

/// True where "plusieurs" before a word may make an amount: "plusieurs dizaines", "several MW".
///
/// Several persons or sites are no figure (`walk`), and most texts have some.
fn is_counted(word: &str, forms: &Forms) -> bool {
    forms.unit_words.contains_key(word)
        || forms.scaling.contains_key(word)
        || forms.cardinals.contains_key(word)
        || forms.collectives.contains_key(word)
        || is_stop(word)
}

fn is_known(word: &str, forms: &Forms) -> bool {
    forms.count_words.contains_key(word)
        || forms.unit_words.contains_key(word)
        || forms.scaling.contains_key(word)
        || forms.cardinals.contains_key(word)
}
