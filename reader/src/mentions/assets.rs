//! What is built, where no name says it: "data center à Melun", "supercomputer".

use std::cmp::Reverse;
use std::sync::OnceLock;

use crate::base::lexicon::lexicon;
use crate::base::{FastMap, Set, Str, Words};
use crate::mentions::enumerations::is_phrase;
use crate::mentions::model::Mention;
use crate::quantities::model::Quantity;
use crate::reference::names::name_words;
use crate::syntax::cues::{Cue, Group};
use crate::text::tokens::tokenize;
use crate::text::view::View;

struct Lists {
    purposes: FastMap<String, Str>,
    extending: Set,
    land: Vec<String>,
    umbrellas: Vec<String>,
    before_place: Set,
}

fn lists() -> &'static Lists {
    static LISTS: OnceLock<Lists> = OnceLock::new();
    LISTS.get_or_init(|| {
        let all = lexicon();
        Lists {
            purposes: all.map("mentions.assets._PURPOSES"),
            extending: all.set("mentions.assets._EXTENDING"),
            land: all.list("mentions.assets._LAND"),
            umbrellas: all.list("mentions.assets._UMBRELLAS"),
            before_place: all.set("mentions.assets._BEFORE_PLACE"),
        }
    })
}

/// True for a field that money may go into without anything being built: "l'IA en France".
///
/// So too for the land that something is built on. Not so for "AI infrastructure".
pub fn is_field(name: &str) -> bool {
    let plain: Vec<char> = name.chars().map(plain).collect();
    let opens = |from: usize, word: &str| {
        let end = from + word.chars().count();
        (plain.len() >= end && word.chars().eq(plain[from..end].iter().copied())).then_some(end)
    };
    // As a regular expression that minds no case: no field goes on over the end of a line.
    let is_located = |end: usize| {
        let Some(end) = opens(end, " ") else { return false };
        ["en ", "à ", "au ", "in ", "at ", "de ", "d' "].iter().any(|word| {
            opens(end, word).is_some_and(|rest| rest < plain.len() && !plain.contains(&'\n'))
        })
    };
    let is_named = ["ia", "ai", "intelligence artificielle", "artificial intelligence"]
        .iter()
        .filter_map(|field| opens(0, field))
        .any(|end| end == plain.len() || is_located(end));
    is_named || lists().land.contains(&name.to_lowercase())
}

/// A letter in lower case, and "i" for each of its forms, as a regular expression takes it.
fn plain(c: char) -> char {
    match c {
        'ı' | 'İ' => 'i',
        _ => c.to_lowercase().next().unwrap_or(c),
    }
}

/// True for a word that only stands for what another one tells: "le projet".
///
/// Not so for "projet Aurore".
pub fn is_umbrella(name: &str) -> bool {
    lists().umbrellas.contains(&name.to_lowercase())
}

/// Adds what is built to what is named, in order.
pub fn with_assets(
    mut mentions: Vec<Mention>,
    view: &View,
    cues: &[Cue],
    quantities: &[Quantity],
) -> Vec<Mention> {
    let (words, known) = (view.words, lists());
    let mut taken = vec![false; words.len()];
    let mut take = |first: usize, last: usize| {
        let last = last.min(words.len());
        taken[first.min(last)..last].iter_mut().for_each(|each| *each = true);
    };
    for mention in &mentions {
        take(mention.first, mention.last);
    }
    for quantity in quantities {
        take(view.until(quantity.start), view.at(quantity.end));
    }
    let given = mentions.len();
    for cue in cues.iter().copied().chain(more(words)) {
        if cue.group != Group::Asset {
            continue;
        }
        let Some(&purpose) = known.purposes.get(cue.kind) else { continue };
        if taken[cue.first] || taken[cue.last - 1] {
            continue;
        }
        let mut last = cue.last;
        while words.has(last, &known.extending) {
            last += 1;
        }
        if words.has(last, &known.before_place) {
            let after = mentions[..given].iter().rev().find(|m| m.first == last + 1);
            if let Some(place) = after.filter(|m| m.kind == "place") {
                last = place.last;
            }
        }
        let mut asset =
            Mention::new("asset", cue.first, last, cue.first, view.span(cue.first, last));
        asset.noun = purpose;
        mentions.push(asset);
        taken[cue.first..cue.last].iter_mut().for_each(|each| *each = true);
    }
    mentions.sort_by_key(|m| (m.first, Reverse(m.last)));
    mentions
}

/// Further things that are built, by their first words.
struct Phrases {
    openers: Set,
    /// The longest first.
    by_opener: FastMap<String, Vec<Vec<String>>>,
}

fn phrases() -> &'static Phrases {
    static PHRASES: OnceLock<Phrases> = OnceLock::new();
    PHRASES.get_or_init(|| {
        let mut by_opener: FastMap<String, Vec<Vec<String>>> = FastMap::default();
        for phrase in &name_words().assets {
            let phrase: Vec<char> = phrase.chars().collect();
            let words = tokenize(&phrase, &phrase).words;
            let words: Vec<String> = words.span(0..words.len()).map(str::to_string).collect();
            if let Some(opener) = words.first() {
                by_opener.entry(opener.clone()).or_default().push(words);
            }
        }
        for entries in by_opener.values_mut() {
            entries.sort_by_key(|words| Reverse(words.len()));
        }
        let openers: Vec<String> = by_opener.keys().cloned().collect();
        Phrases { openers: Set::new(lexicon(), &openers), by_opener }
    })
}

/// Things built that no cue tells: "water mains", "installations".
fn more(words: &Words) -> impl Iterator<Item = Cue> + '_ {
    let phrases = phrases();
    (0..words.len()).filter(|&at| words.has(at, &phrases.openers)).filter_map(|at| {
        let entries = phrases.by_opener.get(words.get(at))?;
        let found = entries.iter().find(|phrase| is_phrase(words, at, phrase))?;
        Some(Cue { kind: "asset_site", group: Group::Asset, first: at, last: at + found.len() })
    })
}
