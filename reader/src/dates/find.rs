//! Dates of a text, absolute and relative, as partial dates: "fin 2027", "last August", "T3 2027".
//!
//! Years, and the words that dates are made of, are found in one pass; only around them is anything
//! parsed. What is relative is resolved against the day of publication, and stays unresolved
//! without.

use std::sync::OnceLock;

use super::calendar::{calendar_forms, Kind, Today};
use super::model::DateMention;
use super::walk::DateWalk;
use crate::base::chars::{is_alnum, is_alpha};
use crate::base::FastMap;
use crate::text::anchors::lowered;

/// Finds every date of a view's text, in order, none overlapping another.
///
/// `published` is a partial date, which "last August" and "sur cinq ans" are counted from.
/// `low` is the text in lower case.
pub fn find_dates(text: &[char], low: &[char], published: Option<&str>) -> Vec<DateMention> {
    let anchors = finder().anchors(text);
    if anchors.is_empty() {
        return Vec::new();
    }
    // Here a sigma has one small form, wherever it stands.
    let apart = if text.contains(&'Σ') { lowered(text) } else { Vec::new() };
    let low = if apart.is_empty() { low } else { &apart };
    let mut walk = DateWalk::new(text, low, published.and_then(Today::parse));
    for at in anchors {
        if at >= walk.past {
            walk.read(at);
        }
    }
    walk.found
}

/// Characters outside of Latin-1, with which no word looked for is spelt.
const BEYOND: usize = 256;
/// Words that are looked for together, as Python's automata take them.
const TOGETHER: usize = 60;
/// Bits for the class of a character, and for those of three in a row.
const CLASS: usize = 5;
const THREE: usize = 3 * CLASS;
/// The class of what begins no word, and that of digits.
const OTHER: u8 = 0;
const DIGIT: u8 = 1;
const DIGITS: usize = DIGIT as usize * (1 + (1 << CLASS) + (1 << (2 * CLASS)));

/// Finds where years, and the words of dates, start.
struct Finder {
    /// Classes of characters: one for a letter and its capital.
    classes: Box<[u8; BEYOND + 1]>,
    /// A bit for three classes in a row, where years or words begin so.
    begins: Box<[u64; (1 << THREE) / 64]>,
    /// Words by how they begin, each with the number of the group it is looked for in.
    words: FastMap<usize, Vec<(usize, Vec<char>)>>,
    groups: usize,
}

fn finder() -> &'static Finder {
    static FINDER: OnceLock<Finder> = OnceLock::new();
    FINDER.get_or_init(|| {
        let groups: Vec<Vec<String>> = word_groups().iter().flat_map(|each| parted(each)).collect();
        Finder::new(&groups)
    })
}

/// The words of dates, as they are written in running text and in capitals.
///
/// Short ones are looked for with what stands around them: "an" and "mai" begin other words.
fn word_groups() -> [Vec<String>; 5] {
    let forms = calendar_forms();
    let kinds: Vec<(String, Kind)> =
        forms.kinds.iter().map(|(word, kind)| (word.iter().collect(), kind.0)).collect();
    let long = kinds
        .iter()
        .filter(|(word, _)| (word.chars().count() > 3 || !word.is_ascii()) && word != "semester");
    let named = || {
        let named = |kind: &Kind| matches!(kind, Kind::Month | Kind::Weekday | Kind::Day);
        long.clone().filter(move |(_, kind)| named(kind))
    };
    let stems = shortest(long.clone().map(|(word, _)| word.clone()));
    let capitals = shortest(named().map(|(word, _)| capitalized(word)));
    let months = named().filter(|(_, kind)| *kind == Kind::Month);
    let upper = shortest(months.map(|(word, _)| word.to_uppercase()));
    let mut around = Vec::new();
    for before in [" ", "'"] {
        around.extend(["an ", "ans"].map(|word| format!("{before}{word}")));
        around.extend([' ', ',', '.', '\n', ')'].map(|after| format!("{before}mai{after}")));
    }
    for month in ["May", "Mai", "MAI", "MAY"] {
        around.extend([' ', ',', '.'].map(|after| format!("{month}{after}")));
    }
    for letter in ["T", "Q"] {
        around.extend(["1", "2", "3", "4"].map(|number| format!(" {letter}{number}")));
    }
    around.extend(["avr", "oct", "nov", "jan", "dec", "sep"].map(|word| format!("{word}.")));
    let is_short = |word: &str| word.chars().count() == 3 && !matches!(word, "mai" | "may" | "ans");
    let short = kinds.iter().filter(|(word, _)| is_short(word));
    around.extend(short.map(|(word, _)| capitalized(word)));
    let (first, rest) = stems.split_at(stems.len().min(TOGETHER));
    [first.to_vec(), rest.to_vec(), capitals, around, upper]
}

/// A character in lower case, and in upper case; itself where that takes two.
fn lower(c: char) -> char {
    let mut small = c.to_lowercase();
    small.next().filter(|_| small.next().is_none()).unwrap_or(c)
}

fn upper(c: char) -> char {
    let mut capital = c.to_uppercase();
    capital.next().filter(|_| capital.next().is_none()).unwrap_or(c)
}

fn capitalized(word: &str) -> String {
    let mut letters = word.chars();
    let first = letters.next().map_or(String::new(), |c| c.to_uppercase().collect());
    first + &letters.as_str().to_lowercase()
}

/// The words that no other one begins: enough to find where any of them starts.
fn shortest(words: impl Iterator<Item = String>) -> Vec<String> {
    let mut sorted: Vec<String> = words.collect();
    sorted.sort_unstable();
    let mut kept: Vec<String> = Vec::new();
    for word in sorted {
        if !kept.last().is_some_and(|last| word.starts_with(last.as_str())) {
            kept.push(word);
        }
    }
    kept
}

/// A group of words in groups of no more than may be looked for together.
fn parted(words: &[String]) -> Vec<Vec<String>> {
    let latin = |word: &String| word.chars().filter(|&c| (c as usize) < BEYOND).collect();
    let mut listed: Vec<String> = words.iter().map(latin).collect();
    listed.retain(|word| !word.is_empty());
    listed.sort_unstable();
    listed.dedup();
    listed.chunks(TOGETHER).map(<[String]>::to_vec).collect()
}

/// Where a group has found words so far, and what it finds at one place.
#[derive(Clone, Default)]
struct Group {
    past: usize,
    longest: usize,
}

impl Finder {
    fn new(groups: &[Vec<String>]) -> Self {
        let mut classes = Box::new([OTHER; BEYOND + 1]);
        classes[usize::from(b'0')..=usize::from(b'9')].fill(DIGIT);
        let mut next = DIGIT + 1;
        for c in groups.iter().flatten().flat_map(|word| word.chars().take(3)) {
            let (small, capital) = (lower(c) as usize, upper(c) as usize);
            if classes[small.min(BEYOND)] == OTHER && small < BEYOND {
                classes[small] = next;
                // Letters that are too many share a class, which costs a closer look.
                next = if usize::from(next) + 1 < 1 << CLASS { next + 1 } else { DIGIT + 1 };
            }
            if capital < BEYOND && small < BEYOND {
                classes[capital] = classes[small];
            }
        }
        let mut finder = Self {
            classes,
            begins: Box::new([0; (1 << THREE) / 64]),
            words: FastMap::default(),
            groups: groups.len(),
        };
        finder.may_begin(DIGITS);
        for (group, words) in groups.iter().enumerate() {
            for word in words {
                finder.add(group, word.chars().collect());
            }
        }
        finder
    }

    fn may_begin(&mut self, so: usize) {
        self.begins[so / 64] |= 1 << (so % 64);
    }

    fn add(&mut self, group: usize, word: Vec<char>) {
        let begun = word.iter().take(3).fold(0, |so, &c| so << CLASS | self.class(c));
        // Anything may follow a word of one or two letters.
        let open = CLASS * (3 - word.len().min(3));
        for so in (0..1 << open).map(|rest| begun << open | rest) {
            self.may_begin(so);
            self.words.entry(so).or_default().push((group, word.clone()));
        }
    }

    #[inline]
    fn class(&self, c: char) -> usize {
        usize::from(self.classes[(c as usize).min(BEYOND)])
    }

    /// Where years, and words of dates, start, in order; a place may come twice.
    ///
    /// Each group of words is looked for by itself: the longest one at the first place, then on
    /// from its end. A blank is taken to stand after the text.
    fn anchors(&self, text: &[char]) -> Vec<usize> {
        let mut found = Vec::new();
        let mut groups = Vec::new();
        let mut so = 0;
        // What is looked at is the end of three characters.
        let mut step = |end: usize, c: char| {
            so = (so << CLASS | self.class(c)) & ((1 << THREE) - 1);
            if self.begins[so / 64] >> (so % 64) & 1 == 1 && end >= 2 {
                self.look(text, end - 2, so, &mut groups, &mut found);
            }
        };
        for (end, &c) in text.iter().enumerate() {
            step(end, c);
        }
        step(text.len(), ' ');
        step(text.len() + 1, char::MAX);
        found.sort_unstable();
        found
    }

    /// Looks closer at a place where a year or a word may begin so.
    #[inline(never)]
    fn look(
        &self,
        text: &[char],
        at: usize,
        so: usize,
        groups: &mut Vec<Group>,
        found: &mut Vec<usize>,
    ) {
        if so == DIGITS && is_year(text, at) {
            found.push(at);
        }
        let Some(words) = self.words.get(&so) else { return };
        groups.resize(self.groups, Group::default());
        // Comparing whole slices costs more, for most places differ from a word at its beginning.
        let stands = |word: &[char]| {
            let after = text[at..].iter().chain(&[' ']);
            text.len() - at + 1 >= word.len() && after.zip(word).all(|(a, b)| a == b)
        };
        let mut any = false;
        for (group, word) in words {
            let group = &mut groups[*group];
            if at >= group.past && word.len() > group.longest && stands(word) {
                group.longest = word.len();
                any = true;
            }
        }
        if !any {
            return;
        }
        let start = if is_alpha(text[at]) { at } else { at + 1 };
        let opens = start == 0 || !is_alnum(text[start - 1]);
        for group in groups.iter_mut().filter(|group| group.longest > 0) {
            group.past = at + group.longest;
            group.longest = 0;
            if opens {
                found.push(start);
            }
        }
    }
}

/// True where a run of exactly four digits starts.
fn is_year(text: &[char], at: usize) -> bool {
    let is_digit = |at: usize| text.get(at).is_some_and(char::is_ascii_digit);
    (at == 0 || !is_digit(at - 1)) && (at..at + 4).all(is_digit) && !is_digit(at + 4)
}
