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
use crate::text::anchors::lowered;

/// Finds every date of a view's text, in order, none overlapping another.
///
/// `published` is a partial date, which "last August" and "sur cinq ans" are counted from.
pub fn find_dates(text: &[char], published: Option<&str>) -> Vec<DateMention> {
    let anchors = finder().anchors(text);
    if anchors.is_empty() {
        return Vec::new();
    }
    let low = lowered(text);
    let mut walk = DateWalk::new(text, &low, published.and_then(Today::parse));
    for at in anchors {
        if at >= walk.past {
            walk.read(at);
        }
    }
    walk.found
}

/// Characters outside of Latin-1, with which no word looked for is spelt.
const BEYOND: usize = 256;
/// The words are dealt out to so many lists; the last bit of a mask stands for digits.
const LISTS: usize = 63;
const DIGITS: u64 = 1 << LISTS;
/// Words that are looked for together, as Python's automata take them.
const TOGETHER: usize = 60;

/// Finds where years, and the words of dates, start.
struct Finder {
    /// Which lists have a word with that character as its first, second, third.
    masks: [Box<[u64; BEYOND + 1]>; 3],
    /// Words, each with the number of the group it is looked for in.
    lists: Vec<Vec<(usize, Vec<char>)>>,
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
        let mut words: Vec<(Vec<char>, usize)> = groups
            .iter()
            .enumerate()
            .flat_map(|(group, words)| words.iter().map(move |w| (w.chars().collect(), group)))
            .collect();
        // Words that begin alike stand in one list, so that few places look like one of its words.
        words.sort_unstable();
        let each = words.len() / LISTS + 1;
        let mut masks = [(); 3].map(|()| Box::new([0; BEYOND + 1]));
        let mut lists = Vec::new();
        for (number, chunk) in words.chunks(each).enumerate() {
            for (word, _) in chunk {
                for (at, mask) in masks.iter_mut().enumerate() {
                    match word.get(at) {
                        Some(&c) => mask[(c as usize).min(BEYOND)] |= 1 << number,
                        None => mask.iter_mut().for_each(|each| *each |= 1 << number),
                    }
                }
            }
            lists.push(chunk.iter().map(|(word, group)| (*group, word.clone())).collect());
        }
        for mask in &mut masks {
            mask[usize::from(b'0')..=usize::from(b'9')].iter_mut().for_each(|m| *m |= DIGITS);
        }
        Self { masks, lists, groups: groups.len() }
    }

    /// Where years, and words of dates, start, in order; a place may come twice.
    ///
    /// Each group of words is looked for by itself: the longest one at the first place, then on
    /// from its end. A blank is taken to stand after the text.
    fn anchors(&self, text: &[char]) -> Vec<usize> {
        let mut found = Vec::new();
        let mut groups = Vec::new();
        let [first, second, third] = &self.masks;
        let code = |at: usize| match text.get(at) {
            Some(&c) => (c as usize).min(BEYOND),
            None if at == text.len() => usize::from(b' '),
            None => BEYOND,
        };
        let (mut one, mut two) = (code(0), code(1));
        let mut step = |at: usize, three: usize| {
            let lists = first[one] & second[two] & third[three];
            if lists != 0 {
                self.look(text, at, lists, &mut groups, &mut found);
            }
            (one, two) = (two, three);
        };
        for (at, &c) in text.iter().skip(2).enumerate() {
            step(at, (c as usize).min(BEYOND));
        }
        for at in text.len().saturating_sub(2)..text.len() {
            step(at, code(at + 2));
        }
        found.sort_unstable();
        found
    }

    /// Looks closer at a place that looks like a year or a word of these lists.
    #[inline(never)]
    fn look(
        &self,
        text: &[char],
        at: usize,
        lists: u64,
        groups: &mut Vec<Group>,
        found: &mut Vec<usize>,
    ) {
        if lists & DIGITS != 0 && is_year(text, at) {
            found.push(at);
        }
        let mut rest = lists & !DIGITS;
        if rest == 0 {
            return;
        }
        groups.resize(self.groups, Group::default());
        let stands = |word: &[char]| {
            let ends = text.len() - at + 1 == word.len() && word.last() == Some(&' ');
            text[at..].starts_with(if ends { &word[..word.len() - 1] } else { word })
        };
        let mut any = false;
        while rest != 0 {
            let list = rest.trailing_zeros() as usize;
            rest &= rest - 1;
            for (group, word) in &self.lists[list] {
                let group = &mut groups[*group];
                if at >= group.past && word.len() > group.longest && stands(word) {
                    group.longest = word.len();
                    any = true;
                }
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
