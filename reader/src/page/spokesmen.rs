//! Whose money a person speaks of or asks for: that of the house at whose head he is named.
//!
//! « Nous investirons 3 milliards », says the head of Norvane: it is Norvane's. "Its founder, Ana
//! Ruiz, wants to raise 40 million": Norvane would get it. The text presents him in the sentence
//! itself, or where it first names him.

use std::sync::OnceLock;

use crate::base::lexicon::lexicon;
use crate::base::{Set, Str, Words};
use crate::mentions::model::Mention;
use crate::page::model::{Page, PlacedQuantity, Sentence};
use crate::page::themes::Subjects;
use crate::page::verbs::governing_verb;
use crate::syntax::clauses::preposition;
use crate::syntax::cues::Cue;

/// Words before the verb among which "we" stands: "nous n'y avons mis".
const US_REACH: usize = 4;
/// Words between a person and the house: "Ana Ruiz, chief executive officer of Norvane".
const TITLE_REACH: usize = 8;
/// Mentions of a person among which the text presents him.
const PRESENTED: usize = 4;
/// Words between a person and the verb: "Ana Ruiz wants to raise".
const SUBJECT_REACH: usize = 4;

struct Lists {
    us: Set,
    possessives: Set,
}

fn lists() -> &'static Lists {
    static LISTS: OnceLock<Lists> = OnceLock::new();
    LISTS.get_or_init(|| Lists {
        us: lexicon().set("page.spokesmen._US"),
        possessives: lexicon().set("page.spokesmen._POSSESSIVES"),
    })
}

/// The house that a quotation calls ours, or whose head asks for the money, as a subject.
///
/// `subjects` gives the subjects of a sentence, by its number.
pub fn houses(page: &Page, placed: &PlacedQuantity, subjects: &Subjects) -> Option<(usize, Str)> {
    let (words, sentence) = (&page.words, &page.sentences[placed.sentence]);
    let verb = governing_verb(page, placed, sentence)?;
    if verb.last > placed.first {
        return None;
    }
    if verb.kind == "get" {
        let person = sentence.mentions.iter().copied().rev().find(|&m| {
            let mention = &page.mentions[m];
            mention.kind == "person" && mention.last <= verb.first
        })?;
        let near = verb.first - page.mentions[person].last <= SUBJECT_REACH;
        let house = if near { house(page, person, subjects) } else { None };
        return house.map(|found| (found, "subject:get"));
    }
    let before = sentence.first.max(verb.first.saturating_sub(US_REACH))..verb.first;
    if !words.any(before, &lists().us) {
        return None;
    }
    let house = placed.voices.iter().find_map(|voice| house(page, voice.mention, subjects));
    house.map(|found| (found, "subject:pay"))
}

/// The party that a person is presented as the head of.
fn house(page: &Page, person: usize, subjects: &Subjects) -> Option<usize> {
    let entity = &page.entities[page.mentions[person].entity?];
    if entity.kind != "person" {
        return None;
    }
    entity.mentions.iter().take(PRESENTED).find_map(|&each| {
        let mention = &page.mentions[each];
        let sentence = &page.sentences[mention.sentence];
        beside(page, sentence, each).or_else(|| {
            let before = sentence.number.checked_sub(1)?;
            let theirs = is_theirs(&page.words, sentence, mention);
            theirs.then(|| subjects.of(before).first().copied()).flatten()
        })
    })
}

/// The house told beside a person: "…, head of Norvane", "Norvane's head, …".
fn beside(page: &Page, sentence: &Sentence, number: usize) -> Option<usize> {
    let (words, person) = (&page.words, &page.mentions[number]);
    let titles = || sentence.cues.iter().filter(|cue| cue.kind == "title_person");
    titles().next()?;
    let is_house = |m: &Mention| is_house(m) && m.entity.is_some();
    let is_other = |each: usize| each != number && (is_rival(&page.mentions[each]));
    let mentions = || sentence.mentions.iter().copied().filter(|&each| is_other(each));
    let after = mentions().find(|&each| page.mentions[each].first >= person.last);
    if let Some(found) = after.filter(|&each| is_house(&page.mentions[each])) {
        let house = &page.mentions[found];
        let near =
            house.first - person.last <= TITLE_REACH && matches!(words.get(person.last), "," | "(");
        if near
            && titles().any(|t| person.last <= t.first && t.first < house.first)
            && is_led(preposition(words, house.span.0, sentence.first))
        {
            return Some(found);
        }
    }
    let before = mentions().rev().find(|&each| page.mentions[each].last <= person.first);
    let found = before.filter(|&each| is_house(&page.mentions[each]))?;
    let house = &page.mentions[found];
    let between = house.last..person.first;
    let close = |t: &Cue| t.last <= house.first && house.first <= t.last + 2;
    if between.len() == 1 && words.is(house.last, ",") && titles().any(close) {
        return Some(found); // "le patron de Norvane, Paul Duval"
    }
    let owned = !between.is_empty() && words.is(house.last, "'s") && between.len() <= TITLE_REACH;
    let titled = || titles().any(|t| house.last < t.last && t.last <= person.head);
    (owned && titled()).then_some(found)
}

fn is_house(mention: &Mention) -> bool {
    matches!(mention.kind, "party" | "state")
}

/// True for what may stand between a person and the house that he heads.
fn is_rival(mention: &Mention) -> bool {
    is_house(mention) || mention.kind == "person"
}

/// True after a preposition that tells whose head one is.
fn is_led(governed: Str) -> bool {
    matches!(governed, "of" | "at" | "for" | "from")
}

/// True for "Son fondateur et CEO, Ana Ruiz": of the house that was just spoken of.
fn is_theirs(words: &Words, sentence: &Sentence, person: &Mention) -> bool {
    sentence.cues.iter().any(|cue| {
        cue.kind == "title_person"
            && cue.last <= person.first
            && person.first - cue.last <= TITLE_REACH
            && cue.first > sentence.first
            && words.has(cue.first - 1, &lists().possessives)
    })
}
