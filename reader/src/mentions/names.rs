//! The names that are known: parties by their words, places with what they are.

use std::sync::OnceLock;

use crate::base::chars;
use crate::base::lexicon::lexicon;
use crate::base::{FastMap, Set, Str, Words};
use crate::reference::names::name_words;
use crate::reference::parties::{parties, Party};
use crate::reference::places::{self, countries, lookup_folded, metonym};
use crate::text::fold::{fold, fold_into};
use crate::text::tokens::split_words;

/// What a place's name is known for: kind (country, world, region, town, metonym), country and
/// ambiguity.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Known {
    pub kind: Str,
    pub country: Str,
    pub ambiguous: bool,
}

/// A phrase that means a party, or that may mean some in a text that names them.
#[derive(Debug, Clone)]
pub struct Phrase {
    /// Numbers of its words in the lexicon.
    pub words: Vec<u32>,
    pub party: Option<usize>,
    pub meant: Vec<usize>,
}

/// What follows the first two words of a name, and whose name it is.
type Rest = (Vec<u32>, usize);

/// Names of the party lexicon, by the numbers of their words.
#[derive(Default)]
struct Names {
    /// First words: of most words that is all that is asked.
    begins: Set,
    /// Parties of names of one word.
    alone: FastMap<u32, usize>,
    /// Of longer names what follows their first two words, the longest first, with the parties.
    longer: FastMap<(u32, u32), Vec<Rest>>,
}

struct Index {
    names: Names,
    phrases: FastMap<u32, Vec<Phrase>>,
    phrase_openers: Set,
    brands: Set,
    kinds: Vec<Str>,
    nouns: Vec<Str>,
}

fn index() -> &'static Index {
    static INDEX: OnceLock<Index> = OnceLock::new();
    INDEX.get_or_init(|| {
        let (phrases, openers) = phrase_index();
        Index {
            names: name_index(),
            phrases,
            phrase_openers: Set::new(lexicon(), &openers),
            brands: Set::new(lexicon(), &brands()),
            kinds: parties().all.iter().map(kind).collect(),
            nouns: nouns(),
        }
    })
}

/// Numbers of some words in the lexicon; none where one lacks a number, for Python hands over each
/// word of a name, and what lacks one word could never be found.
fn numbers(words: &[String]) -> Option<Vec<u32>> {
    words.iter().map(|word| lexicon().word(word)).collect()
}

/// Names of the party lexicon; of two parties of one name, the first has it.
fn name_index() -> Names {
    let letters = lexicon().get("mentions.names._PLAIN").rows();
    let code = |code: i64| u32::try_from(code).ok().and_then(char::from_u32);
    let plain: FastMap<char, char> = letters
        .iter()
        .filter_map(|(from, to)| Some((code(from.int())?, code(to.int())?)))
        .collect();
    let mut index = Names::default();
    for (number, party) in parties().all.iter().enumerate() {
        for surface in &party.written {
            let words = split_words(surface);
            let unaccented: Vec<String> = words
                .iter()
                .map(|word| word.chars().map(|c| plain.get(&c).copied().unwrap_or(c)).collect())
                .collect();
            for form in [words, unaccented].iter().filter_map(|form| numbers(form)) {
                match form[..] {
                    [] => {}
                    [only] => _ = index.alone.entry(only).or_insert(number),
                    [first, second, ref rest @ ..] => {
                        let known = index.longer.entry((first, second)).or_default();
                        if !known.iter().any(|(each, _)| each == rest) {
                            known.push((rest.to_vec(), number));
                        }
                    }
                }
            }
        }
    }
    for names in index.longer.values_mut() {
        names.sort_by_key(|(rest, _)| std::cmp::Reverse(rest.len()));
    }
    let begins = index.alone.keys().copied().chain(index.longer.keys().map(|two| two.0));
    index.begins = Set::of_ids(begins);
    index
}

/// Phrases that mean a party, by their first word, the longest first, and those words.
///
/// Each with the party that it always means, or with those that it may mean in a text that names
/// them.
fn phrase_index() -> (FastMap<u32, Vec<Phrase>>, Vec<String>) {
    let mut index: FastMap<u32, Vec<Phrase>> = FastMap::default();
    let mut hints: Vec<Phrase> = Vec::new();
    let mut hinted: FastMap<Vec<u32>, usize> = FastMap::default();
    let mut openers = Vec::new();
    let mut opened = |phrase: &str| {
        let words = split_words(phrase);
        openers.extend(words.first().cloned());
        numbers(&words).filter(|words| !words.is_empty())
    };
    for (number, party) in parties().all.iter().enumerate() {
        for words in party.descriptions.iter().filter_map(|each| opened(each)) {
            let entries = index.entry(words[0]).or_default();
            entries.push(Phrase { words, party: Some(number), meant: Vec::new() });
        }
        for words in party.hints.iter().filter_map(|each| opened(each)) {
            let at = *hinted.entry(words.clone()).or_insert(hints.len());
            match hints.get_mut(at) {
                Some(hint) => hint.meant.push(number),
                None => hints.push(Phrase { words, party: None, meant: vec![number] }),
            }
        }
    }
    for hint in hints {
        index.entry(hint.words[0]).or_default().push(hint);
    }
    for entries in index.values_mut() {
        entries.sort_by_key(|each| std::cmp::Reverse(each.words.len()));
    }
    (index, openers)
}

fn brands() -> Vec<String> {
    let written = parties().all.iter().flat_map(|party| &party.written);
    written
        .filter(|surface| chars::is_lower(chars::first(surface)))
        .filter_map(|surface| split_words(surface).into_iter().next())
        .collect()
}

fn kind(party: &Party) -> Str {
    if party.kind == "person" {
        return "person";
    }
    if name_words().offices.holds(party.key) {
        return "media";
    }
    if name_words().programmes.holds(party.key) {
        return "project";
    }
    match party.kind {
        "media" | "agency" | "consultancy" => "media",
        "government" => "state",
        _ => "party",
    }
}

fn nouns() -> Vec<Str> {
    let known = lexicon().map("mentions.names._NOUNS");
    let all = parties().all.iter();
    all.map(|party| known.get(party.kind).copied().unwrap_or("company")).collect()
}

/// One spelling for all spellings of a name.
pub fn spelling(name: &str) -> String {
    fold(name)
}

/// True where a name of the lexicon begins with a word: `words[i] in name_index()`.
#[inline]
pub fn begins_name(words: &Words, i: usize) -> bool {
    index().names.begins.has_id(words.id(i))
}

/// The longest name of the lexicon that begins at a word: its number of words, and its party.
pub fn lexicon_match(words: &Words, i: usize) -> Option<(usize, usize)> {
    let (known, id) = (&index().names, words.id(i));
    if !known.begins.has_id(id) {
        return None;
    }
    let longer = known.longer.get(&(id, words.id(i + 1)));
    let longer = longer.and_then(|names| {
        let is_said = |rest: &[u32]| words.ids(i + 2..i + 2 + rest.len()) == Some(rest);
        names.iter().find(|(rest, _)| is_said(rest))
    });
    match longer {
        Some((rest, party)) => Some((2 + rest.len(), *party)),
        None => known.alone.get(&id).map(|party| (1, *party)),
    }
}

/// Phrases that begin with a word and mean a party, the longest first: `phrase_index()`.
pub fn phrases(words: &Words, i: usize) -> &'static [Phrase] {
    let (id, known) = (words.id(i), index());
    if !known.phrase_openers.has_id(id) {
        return &[];
    }
    known.phrases.get(&id).map_or(&[], Vec::as_slice)
}

/// First words of such phrases.
pub fn phrase_openers() -> &'static Set {
    &index().phrase_openers
}

/// First words of names that are written without a capital: "iliad", "xAI".
pub fn lower_case_brands() -> &'static Set {
    &index().brands
}

/// Kind of mention that a party of the lexicon makes.
pub fn kind_of(party: usize) -> Str {
    index().kinds[party]
}

/// Class of the noun that describes a party of the lexicon.
pub fn noun_of(party: usize) -> Str {
    index().nouns[party]
}

/// Names of the countries by ISO code, as the language writes them.
pub fn country_names(language: &str) -> &'static FastMap<Str, Str> {
    static NAMES: OnceLock<[FastMap<Str, Str>; 2]> = OnceLock::new();
    let [english, french] = NAMES.get_or_init(|| {
        [
            countries().map(|(code, name, _)| (code, name)).collect(),
            countries().map(|(code, _, name)| (code, name)).collect(),
        ]
    });
    if language == "fr" {
        french
    } else {
        english
    }
}

/// Kind, country and ambiguity of a place's name.
pub fn gazetteer_kind(name: &str) -> Option<Known> {
    let mut folded = String::with_capacity(name.len());
    fold_into(name, &mut folded);
    let place = lookup_folded(&folded)?;
    if place.kind != "country" {
        if let Some(country) = metonym(&folded) {
            return Some(Known { kind: "metonym", country, ambiguous: place.ambiguous });
        }
    }
    Some(Known { kind: coarse(&place), country: place.country, ambiguous: place.ambiguous })
}

fn coarse(place: &places::Place) -> Str {
    match place.kind {
        "country" => "country",
        "world_region" => "world",
        "city" | "commune" => "town",
        _ => "region",
    }
}
