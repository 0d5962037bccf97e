//! What words around a place tell of it, other than that something is built there.

// ---- find_origins: what the decisions need of this module -------------------------------------

use std::sync::OnceLock;

use crate::base::lexicon::lexicon;
use crate::base::{Set, Words};
use crate::mentions::model::{Mention, DESCRIPTION};
use crate::page::model::{Page, Sentence};

/// Numbers of the places that a sentence names only as those where parties are from, sorted.
///
/// At home that may be where they build too: "Thailand's Board of Investment".
pub fn find_origins(page: &Page, sentence: &Sentence) -> Vec<usize> {
    let head = page.head_places.get(sentence.number).copied().flatten();
    let homes = [page.country, head.and_then(|number| page.entities[number].country)];
    let mentions = || sentence.mentions.iter().map(|&m| &page.mentions[m]);
    let is_from = |at: usize, mention: &Mention| {
        let after = sentence.mentions.get(at + 1).map(|&m| &page.mentions[m]);
        after.is_some() && !homes.contains(&mention.country) && is_origin(mention, after, &page.words)
    };
    let from: Vec<bool> = mentions().enumerate().map(|(at, m)| is_from(at, m)).collect();
    if !from.contains(&true) {
        return Vec::new();
    }
    let named = |origin: bool| {
        let all = mentions().zip(&from).filter(move |(_, is_from)| **is_from == origin);
        all.filter_map(|(mention, _)| mention.entity)
    };
    let mut found: Vec<usize> = named(true).collect();
    found.sort_unstable();
    found.dedup();
    found.retain(|&number| named(false).all(|other| other != number));
    found
}

/// True for the country in "l'allemand Norvane" and "Norway's Norvane": whence a party is.
fn is_origin(mention: &Mention, after: Option<&Mention>, words: &Words) -> bool {
    static BODIES: OnceLock<Set> = OnceLock::new();
    let bodies = BODIES.get_or_init(|| lexicon().set("mentions.enumerations._BODIES"));
    let Some(after) = after.filter(|m| m.kind == "party" && m.form != DESCRIPTION) else {
        return false;
    };
    let gap = after.first.checked_sub(mention.last);
    let is_adjective = if mention.noun == "demonym" {
        gap == Some(0)
    } else {
        let beside = matches!(mention.kind, "state" | "place") && matches!(gap, Some(0..=2));
        let word = words.get(mention.last);
        let tied = ["-backed", "-owned", "-controlled", "-based", "-funded"];
        beside && tied.iter().any(|end| word.ends_with(end))
    };
    let owns = || mention.kind == "place" && words.is(mention.last, "'s") && gap == Some(1);
    is_adjective || (owns() && !words.any(after.first..after.last, bodies))
}

// ---- end of find_origins ----------------------------------------------------------------------
