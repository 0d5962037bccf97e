//! One kind for one unknown name: what one place of a text shows of it holds for the others.

use std::sync::OnceLock;

use crate::base::lexicon::lexicon;
use crate::base::{FastMap, Str, Words};
use crate::mentions::enumerations::{is_phrase, phrases};
use crate::mentions::model::{Mention, NAME};
use crate::mentions::names::spelling;
use crate::syntax::cues::CuesAt;

const FEWEST: usize = 3;
const PAIR: usize = 2;

/// Words between the members of a list.
fn listing() -> &'static [Vec<String>] {
    static LISTING: OnceLock<Vec<Vec<String>>> = OnceLock::new();
    LISTING.get_or_init(|| phrases(lexicon(), "mentions.consensus._LISTING"))
}

/// Gives all mentions of an unknown name the kind that the clearest of them shows, in place.
///
/// "Norvane" alone is held for a party; where the text writes "à Norvane" as well, and nothing
/// that only parties do, it is a place; after "projet" it is a project, after a title a person.
pub fn agree(mentions: &mut [Mention], words: &Words, cues_at: &CuesAt) {
    let mut groups: FastMap<String, Vec<usize>> = FastMap::default();
    for (number, mention) in mentions.iter().enumerate() {
        let is_known = mention.party.is_some() || super::resolve::is_given(mention.country);
        if mention.form == NAME && !is_known {
            groups.entry(spelling(&mention.name)).or_default().push(number);
        }
    }
    // The groups have nothing in common: their order is of no account.
    for group in groups.values() {
        let first = mentions[group[0]].kind;
        if group.iter().all(|&number| mentions[number].kind == first) {
            continue;
        }
        let kind = settled(mentions, group, words, cues_at);
        for &number in group {
            mentions[number].kind = kind;
        }
    }
}

/// Holds unknown names for places where a list sets them among towns, in place.
///
/// "Telgruc, Marsan et Escaudin": nobody sets a party between two towns. Nor a government: in
/// "Lyon, Paris et Le Havre", Paris is a town.
pub fn agree_in_lists(mentions: &mut [Mention], words: &Words) {
    let mut start = 0;
    for at in 1..mentions.len() {
        let (last, first) = (mentions[at - 1].last, mentions[at].first);
        let size = first.saturating_sub(last);
        let is_between =
            |phrase: &Vec<String>| phrase.len() == size && is_phrase(words, last, phrase);
        if !listing().iter().any(is_between) {
            hold_for_places(&mut mentions[start..at]);
            start = at;
        }
    }
    hold_for_places(&mut mentions[start..]);
}

fn hold_for_places(run: &mut [Mention]) {
    if run.len() < PAIR {
        return;
    }
    let is_unknown = |m: &Mention| m.kind == "party" && m.form == NAME && m.party.is_none();
    let unknown = run.iter().filter(|m| is_unknown(m)).count();
    let towns = run.iter().filter(|m| m.kind == "place" && m.noun == "town").count();
    if towns >= PAIR {
        for mention in run.iter_mut() {
            if mention.kind == "place" && mention.noun == "metonym" {
                mention.noun = "town";
            }
        }
    }
    if 0 < unknown && unknown <= towns && unknown + towns == run.len() && run.len() >= FEWEST {
        for mention in run.iter_mut().filter(|m| is_unknown(m)) {
            if mention.last - mention.first == 1 {
                mention.kind = "place";
                mention.noun = "";
            }
        }
    }
}

fn settled(mentions: &[Mention], group: &[usize], words: &Words, cues_at: &CuesAt) -> Str {
    let count = |kind: Str| group.iter().filter(|&&number| mentions[number].kind == kind).count();
    for kind in ["person", "media", "project"] {
        if count(kind) > 0 {
            return kind;
        }
    }
    let acting = |&&number: &&usize| acts(&mentions[number], words, cues_at);
    if count("place") > group.iter().filter(acting).count() {
        "place"
    } else {
        "party"
    }
}

/// True where the name stands right before a verb of paying, receiving or saying, or is a firm.
///
/// That is told by "la société Norvane" and "Norvane, société danoise".
fn acts(mention: &Mention, words: &Words, cues_at: &CuesAt) -> bool {
    let deed = |kind: Str| matches!(kind, "pay" | "get" | "say");
    let does = || {
        (mention.last..(mention.last + 2).min(words.len()))
            .any(|at| cues_at.at(at).iter().any(|cue| deed(cue.kind)))
    };
    (mention.kind == "party" && does()) || is_called_company(mention, words, cues_at)
}

fn is_called_company(mention: &Mention, words: &Words, cues_at: &CuesAt) -> bool {
    if matches!(mention.noun, "company" | "fund" | "bank") && mention.first < mention.head {
        return true;
    }
    let after = mention.last;
    if after + 1 >= words.len() || !words.is(after, ",") {
        return false;
    }
    let called = |kind: Str| matches!(kind, "who_company" | "who_fund" | "who_bank");
    (after + 1..(after + 4).min(words.len()))
        .filter(|&at| !words.is(at, ","))
        .any(|at| cues_at.at(at).iter().any(|cue| called(cue.kind)))
}
