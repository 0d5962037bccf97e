//! What words around a place tell of it, other than that something is built there.
//!
//! "Lors du forum, organisé hier à Marvelle, Norvane a annoncé …": Marvelle lent its hall alone.
//! "Norvane, of Aarhus": its seat is there. "Le plan norvégien de 3 milliards": that is Norway's.

use std::sync::OnceLock;

use crate::base::lexicon::lexicon;
use crate::base::{FastSet, Set, Str, Words};
use crate::mentions::enumerations::is_origin;
use crate::mentions::model::Mention;
use crate::page::model::{Page, PlacedQuantity, Sentence};
use crate::page::owners::gap;
use crate::syntax::clauses::preposition;

/// Words back from the place to the event, or to the verb of its being held.
const REACH: usize = 7;
/// Words between the adjective, or the noun after it, and the sum at most.
const QUALIFIED: usize = 3;
/// Words after a verb of saying within which the place stands where one spoke.
const SPOKEN: isize = 3;
const SIZE_REACH: usize = 3;

struct Lists {
    events: Set,
    held: Set,
    breaks: Set,
    of: Set,
    hedges: Set,
    schemes: Set,
    building: Set,
    within: Set,
    named: Set,
    seated: Set,
    settled: Set,
}

fn lists() -> &'static Lists {
    static LISTS: OnceLock<Lists> = OnceLock::new();
    LISTS.get_or_init(|| {
        let of = |name: &str| lexicon().set(&format!("page.venues.{name}"));
        Lists {
            events: of("_EVENTS"),
            held: of("_HELD"),
            breaks: of("_BREAKS"),
            of: of("_OF"),
            hedges: of("_HEDGES"),
            schemes: of("_SCHEMES"),
            building: of("_BUILDING"),
            within: of("_WITHIN"),
            named: of("_NAMED"),
            seated: of("_SEATED"),
            settled: of("_SETTLED"),
        }
    })
}

fn is_coarse(mention: &Mention) -> bool {
    matches!(mention.noun, "region" | "country" | "world")
}

/// Numbers of the places that a page tells only as those of events.
pub fn find_venues(page: &Page) -> FastSet<usize> {
    let is_told = |m: usize| is_venue(page, &page.sentences[page.mentions[m].sentence], m);
    page.entities
        .iter()
        .filter(|e| e.kind == "place" && !e.mentions.is_empty())
        .filter(|e| e.mentions.iter().all(|&m| is_told(m)))
        .map(|e| e.number)
        .collect()
}

/// Numbers of the places that a sentence names only as those where parties are from.
///
/// At home that may be where they build too: "Thailand's Board of Investment".
pub fn find_origins(page: &Page, sentence: &Sentence) -> FastSet<usize> {
    let mentions = &sentence.mentions;
    let head = page.head_places.get(sentence.number).copied().flatten();
    let homes = [page.country, head.and_then(|place| page.entities[place].country)];
    let is_from_afar = |at: usize| {
        let mention = &page.mentions[mentions[at]];
        let after = mentions.get(at + 1).map(|&after| &page.mentions[after]);
        !homes.contains(&mention.country) && is_origin(mention, after, &page.words)
    };
    let origins: Vec<bool> = (0..mentions.len()).map(is_from_afar).collect();
    let of = |wanted: bool| {
        let told = mentions.iter().zip(&origins).filter(move |(_, is)| **is == wanted);
        told.filter_map(|(&m, _)| page.mentions[m].entity)
    };
    let mut found: FastSet<usize> = of(true).collect();
    if !found.is_empty() {
        for other in of(false) {
            found.remove(&other);
        }
    }
    found
}

/// True where a place is told as that of an event: "le forum tenu hier à Marvelle".
///
/// So too where it only names a palace or measures something ("nearly the size of Marvelle"), or
/// where it is left out ("hors d'Europe"). `sentence` is the one that names the place.
pub fn is_venue(page: &Page, sentence: &Sentence, mention: usize) -> bool {
    let (words, known, mention) = (&page.words, lists(), &page.mentions[mention]);
    let first = mention.span.0;
    for at in sentence.first.max(first.saturating_sub(2))..first {
        let word = words.get(at);
        if word == "hors" || (word == "outside" && is_coarse(mention)) {
            return true;
        }
    }
    let governed = preposition(words, first, sentence.first);
    if !matches!(governed, "in" | "at" | "to") {
        let near = sentence.first.max(first.saturating_sub(SIZE_REACH))..first;
        return governed == "of" && words.any(near, &known.named);
    }
    for at in (sentence.first.max(first.saturating_sub(REACH))..first).rev() {
        if words.has(at, &known.breaks) || words.has(at, &known.building) {
            return false;
        }
        if words.has(at, &known.events) || words.has(at, &known.held) {
            return true;
        }
    }
    false
}

/// The country whose adjective qualifies what a sum is: "le plan norvégien de 3 milliards".
///
/// So too "a $3bn Norwegian plan" and "3 milliards côté norvégien".
pub fn nationality(page: &Page, placed: &PlacedQuantity) -> Vec<usize> {
    let (words, known) = (&page.words, lists());
    let qualifies = |mention: &Mention| {
        if mention.last <= placed.first {
            let skipped = mention.last < placed.first && words.has(mention.last, &known.schemes);
            let from = mention.last + usize::from(skipped);
            (1..=QUALIFIED).contains(&(placed.first - from))
                && words.has(from, &known.of)
                && (from..placed.first).all(|at| words.has(at, &known.hedges))
        } else if mention.first >= placed.last {
            match mention.first - placed.last {
                0 => true,
                1 => words.is(placed.last, "côté"),
                2 => words.are(placed.last, &["on", "the"]),
                _ => false,
            }
        } else {
            false
        }
    };
    page.mentions_in(placed.sentence)
        .filter(|(_, m)| m.noun == "demonym" && m.entity.is_some() && qualifies(m))
        .map(|(number, _)| number)
        .collect()
}

/// Places that only tell whose seat is there, where one spoke, or what region a town is in.
pub fn seats(page: &Page, sentence: &Sentence, found: &mut Vec<(usize, Str)>) {
    let (words, within) = (&page.words, &lists().within);
    let mut before: Option<usize> = None;
    for &number in &sentence.mentions {
        let mention = &page.mentions[number];
        if mention.kind == "place" && mention.entity.is_some() {
            let beside = before.map(|each| &page.mentions[each]);
            if is_seat(page, sentence, mention, beside) {
                found.push((number, "~seat"));
            }
            let governed = preposition(words, mention.span.0, sentence.first);
            let spoken = matches!(governed, "in" | "to" | "at")
                && sentence.cues.iter().any(|c| {
                    matches!(c.kind, "say" | "speech")
                        && (0..=SPOKEN).contains(&gap(c.last, mention.first))
                });
            // So too what a place is only compared with: "plus qu'en Allemagne".
            if spoken || governed == "than" || is_venue(page, sentence, number) {
                found.push((number, "~told-in"));
            }
            if let Some(town) = before.filter(|&b| page.mentions[b].kind == "place") {
                let between = page.mentions[town].last..mention.first;
                if is_coarse(mention) && is_all(words, between, within) {
                    found.push((number, "~region-of"));
                    found.push((town, "~in-region"));
                }
            }
        }
        before = Some(number);
    }
}

/// True where one to three words stand between two tokens, all of a list.
fn is_all(words: &Words, between: std::ops::Range<usize>, set: &Set) -> bool {
    (1..=3).contains(&between.len()) && between.into_iter().all(|at| words.has(at, set))
}

/// True for "Denmark's Norvane", "Norvane, of Aarhus", "the London trading house Norvane".
fn is_seat(page: &Page, sentence: &Sentence, mention: &Mention, before: Option<&Mention>) -> bool {
    let (words, known) = (&page.words, lists());
    if let Some(before) = before.filter(|b| b.kind == "party") {
        let (from, count) = (before.last, gap(before.last, mention.first));
        if (2..=4).contains(&count)
            && matches!(words.get(from), "," | "(")
            && words.has(mention.first - 1, &known.seated)
        {
            return words.has(from + 1, &known.settled) || count == 2;
        }
    }
    if mention.last < sentence.last && words.is(mention.last, "'s") {
        let mentions = sentence.mentions.iter().map(|&m| &page.mentions[m]);
        let mut parties = mentions.filter(|m| m.kind == "party");
        return parties.any(|m| (1..=2).contains(&gap(mention.last, m.first)));
    }
    sentence.cues.iter().any(|c| {
        matches!(c.kind, "who_company" | "who_fund" | "who_bank")
            && (0..=1).contains(&gap(mention.last, c.first))
    })
}
