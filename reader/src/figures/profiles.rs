//! What an entity does on the whole page: pays, receives, speaks, is a place where things are.
//!
//! A sentence that names nobody else may hold "Fonteval", which another sentence made the receiver
//! of a round: what the rest of the page tells of an entity is told here, the sentence in question
//! left out, whose words have features of their own.

use std::sync::OnceLock;

use crate::base::chars::{is_space, islower};
use crate::base::lexicon::lexicon;
use crate::base::names::text_of;
use crate::base::{features, FastMap, Features, Name, Set, Stems, Str};
use crate::mentions::model::{Entity, NAME};
use crate::page::model::{Page, Sentence};
use crate::syntax::clauses::preposition;
use crate::{feature, memo, memo_at};

/// Whether an entity is known, described, pays, gets, says, holds: arguments of `profile_names`.
pub type Profile = (bool, bool, bool, bool, bool, bool);
/// The profile in most sentences; by number, those that alone tell one thing that it does.
pub type Profiles = (Profile, FastMap<usize, Profile>);
const SPEAKING: Str = "say";

/// The sentences in which an entity pays, receives, speaks, and is where something is, sorted.
pub type Doings = [Vec<usize>; 4];

struct Lists {
    paying: Stems,
    getting: Stems,
    phases: Set,
    any: Set,
}

fn lists() -> &'static Lists {
    static LISTS: OnceLock<Lists> = OnceLock::new();
    LISTS.get_or_init(|| {
        let all = lexicon();
        Lists {
            paying: Stems::new(&all.list("figures.profiles._PAYING")),
            getting: Stems::new(&all.list("figures.profiles._GETTING")),
            phases: all.set("figures.profiles._PHASES"),
            any: all.set("figures.profiles._ANY"),
        }
    })
}

/// In which sentences an entity pays, receives, speaks, or is where something is.
///
/// `mentions` are those of the entity, `relations` the sentence of each sum of money with the
/// relations in which the entity stands to it.
pub fn doings<'a>(
    page: &Page,
    mentions: &[usize],
    relations: impl IntoIterator<Item = (usize, &'a [Str])>,
) -> Doings {
    let known = lists();
    let mut done = Doings::default();
    let [pays, gets, says, holds] = &mut done;
    for (number, names) in relations {
        for name in names {
            if known.paying.begin(name) {
                pays.push(number);
            } else if known.getting.begin(name) {
                gets.push(number);
            }
        }
    }
    for mention in mentions.iter().map(|&each| &page.mentions[each]) {
        let number = mention.sentence;
        let sentence = &page.sentences[number];
        if speaks_after(sentence, mention.last) {
            says.push(number);
        }
        if mention.form == NAME {
            let floor = sentence.first;
            if matches!(preposition(&page.words, mention.first, floor), "in" | "at" | "near") {
                holds.push(number);
            }
        }
    }
    for numbers in &mut done {
        numbers.sort_unstable();
        numbers.dedup();
    }
    done
}

/// True where a verb of saying begins at a token or right after it.
fn speaks_after(sentence: &Sentence, at: usize) -> bool {
    let from = sentence.cues.partition_point(|cue| cue.first < at);
    let mut near = sentence.cues[from..].iter().take_while(|cue| cue.first <= at + 1);
    near.any(|cue| cue.kind == SPEAKING)
}

/// What an entity does in the other sentences of its page than one.
pub fn profiles(entity: &Entity, done: &Doings) -> Profiles {
    let (known, told) = (entity.party.is_some(), !entity.told.is_empty());
    let without = |sentence: Option<usize>| {
        let elsewhere = |numbers: &Vec<usize>| {
            numbers.len() > usize::from(sentence.is_some_and(|each| numbers.contains(&each)))
        };
        let [pays, gets, says, holds] = done;
        (known, told, elsewhere(pays), elsewhere(gets), elsewhere(says), elsewhere(holds))
    };
    let alone = done.iter().filter(|numbers| numbers.len() == 1).map(|numbers| numbers[0]);
    (without(None), alone.map(|number| (number, without(Some(number)))).collect())
}

/// Features of what an entity does elsewhere.
pub fn profile_names(told: Profile) -> Features {
    let (is_known, is_told, pays, gets, says, holds) = told;
    let bits = [is_known, is_told, pays, gets, says, holds];
    let number = bits.iter().fold(0, |number, &bit| number << 1 | usize::from(bit));
    memo_at!(Features, number, {
        let known = if is_known { "known" } else { "unknown" };
        let dealt = match (pays, gets) {
            (true, true) => "paysgets",
            (true, false) => "pays",
            (false, true) => "gets",
            (false, false) => "neither",
        };
        let mut found = vec![feature!("{known}"), feature!("elsewhere={dealt}")];
        if is_told {
            found.push(feature!("described"));
        }
        if says {
            found.push(feature!("elsewhere-says"));
        }
        if holds {
            found.extend([feature!("elsewhere-in"), feature!("elsewhere-in&{known}")]);
        }
        features(&found)
    })
}

/// How what is built is worded: with its place, as a phase of it, many, in two words.
pub fn worded(name: Name, here: bool) -> Features {
    memo!((Name, bool) => Features, (name, here), {
        let name = text_of(name);
        let low = name.to_lowercase();
        let words: Vec<&str> =
            low.split(|c| c == '-' || is_space(c)).filter(|word| !word.is_empty()).collect();
        let tag = if here { "here" } else { "away" };
        let known = lists();
        let mut found = vec![format!("words={}", words.len().min(3))];
        if words.iter().any(|word| known.phases.holds(word)) {
            found.push("phase".to_string());
        } else if words.first().is_some_and(|word| known.any.holds(word)) {
            found.push("any".to_string());
        }
        if !islower(&name) {
            found.push("placed".to_string());
        }
        if words.first().is_some_and(|word| word.ends_with(['s', 'x'])) {
            found.push("many".to_string());
        }
        let alone = found.iter().map(|each| feature!("as:{each}"));
        let tagged = found.iter().map(|each| feature!("as:{each}&{tag}"));
        features(&alone.chain(tagged).collect::<Vec<Name>>())
    })
}
