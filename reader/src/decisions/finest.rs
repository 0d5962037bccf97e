//! Of several places that one quantity is tied to, the finest.

use std::sync::OnceLock;

use crate::base::lexicon::lexicon;
use crate::base::Set;
use crate::figures::around::fineness;
use crate::mentions::model::{Entity, Mention};
use crate::page::model::Page;

const SEVERAL: usize = 2;

struct Lists {
    conjunctions: Set,
    between: Set,
}

fn lists() -> &'static Lists {
    static LISTS: OnceLock<Lists> = OnceLock::new();
    LISTS.get_or_init(|| {
        let of = |name: &str| lexicon().set(&format!("decisions.finest.{name}"));
        Lists { conjunctions: of("_CONJUNCTIONS"), between: of("_BETWEEN") }
    })
}

fn is_country(place: &Entity) -> bool {
    matches!(place.noun, "country" | "demonym")
}

/// The places without those of a country that others tell more finely: town, not department.
///
/// A country told by two names is told once. What a conjunction adds to a finer place is another
/// one and stays: "à Marvelle et en région lyonnaise". `sentence` is the number of the quantity's.
pub fn finest(page: &Page, places: Vec<usize>, sentence: usize) -> Vec<usize> {
    if places.len() < SEVERAL {
        return places;
    }
    let added = added(page, sentence);
    let entity = |number: usize| &page.entities[number];
    let stays = |&(at, &number): &(usize, &usize)| {
        let place = entity(number);
        let is_told_finer = places.iter().any(|&other| {
            fineness(entity(other)) > fineness(place)
                && entity(other).country == place.country
                && !added.contains(&(other, number))
        });
        let is_told_before = is_country(place)
            && places[..at]
                .iter()
                .any(|&other| is_country(entity(other)) && entity(other).country == place.country);
        !is_told_finer && !is_told_before
    };
    places.iter().enumerate().filter(stays).map(|(_, &number)| number).collect()
}

/// Numbers of places of one enumeration, the second added to the first by a conjunction.
fn added(page: &Page, sentence: usize) -> Vec<(usize, usize)> {
    let known = lists();
    let named: Vec<(&Mention, usize)> = page
        .mentions_in(sentence)
        .filter(|(_, m)| m.kind == "place")
        .filter_map(|(_, m)| Some((m, m.entity?)))
        .collect();
    let mut found = Vec::new();
    for (mention, number) in &named {
        let mut first = mention.first;
        while first > 0 && page.words.has(first - 1, &known.between) {
            first -= 1;
        }
        if first == 0 || !page.words.has(first - 1, &known.conjunctions) {
            continue;
        }
        let fellows = named.iter().filter(|(m, _)| m.span == mention.span && m.last < first);
        found.extend(fellows.map(|(_, other)| (*other, *number)));
    }
    found
}
