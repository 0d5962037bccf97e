//! Which mentions are members of one enumeration: "MGX, Oracle et SoftBank".

// BEGIN of what the grammar of relations asks for: `is_origin`, `is_apposed_union`.

use std::sync::OnceLock;

use crate::base::lexicon::lexicon;
use crate::base::{Set, Words};
use crate::mentions::model::{Mention, DESCRIPTION};

const PAIR: usize = 2;

struct Lists {
    articles: Set,
    bodies: Set,
    unions: Set,
    tied: Vec<String>,
}

fn lists() -> &'static Lists {
    static LISTS: OnceLock<Lists> = OnceLock::new();
    LISTS.get_or_init(|| {
        let of = |name: &str| lexicon().set(&format!("mentions.enumerations.{name}"));
        Lists {
            articles: of("_ARTICLES"),
            bodies: of("_BODIES"),
            unions: of("_UNIONS"),
            tied: lexicon().list("mentions.enumerations._TIED"),
        }
    })
}

/// True for the country in "l'allemand Norvane" and "Norway's Norvane": whence a party is.
pub fn is_origin(mention: &Mention, after: Option<&Mention>, words: &Words) -> bool {
    let Some(after) = after else { return false };
    if is_adjective(mention, Some(after), words) {
        return true;
    }
    if after.kind != "party" || after.form == DESCRIPTION {
        return false;
    }
    owns(mention, words)
        && after.first == mention.last + 1
        && !words.any(after.first..after.last, &lists().bodies)
}

fn owns(mention: &Mention, words: &Words) -> bool {
    mention.kind == "place" && words.is(mention.last, "'s")
}

/// True for the country in "l'allemand Norvane", "Qatar state-backed investor Norvane".
fn is_adjective(mention: &Mention, after: Option<&Mention>, words: &Words) -> bool {
    let Some(after) = after else { return false };
    if after.kind != "party" || after.form == DESCRIPTION {
        return false;
    }
    if mention.noun == "demonym" {
        return after.first == mention.last;
    }
    let near = matches!(mention.kind, "state" | "place")
        && (mention.last..=mention.last + PAIR).contains(&after.first);
    near && lists().tied.iter().any(|tied| words.get(mention.last).ends_with(tied.as_str()))
}

/// True for "Norvane, the joint venture of Telis and Orlac, will build": it acts, not they.
pub fn is_apposed_union(before: &Mention, words: &Words) -> bool {
    before.first > 2
        && words.has(before.first - 1, &lists().articles)
        && words.is(before.first - 2, ",")
        && words.has(before.head, &lists().unions)
}

// END of what the grammar of relations asks for.
