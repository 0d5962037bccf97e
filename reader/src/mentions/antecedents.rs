//! Whom a description or a pronoun stands for, among the parties named before.
//!
//! A description goes to the party that it fits best: of its country, of its trade, told in those
//! words before ("Norvane, a Danish developer … the Danish developer"), lately spoken of, a subject
//! first. A plural goes to all members of the last enumeration ("MGX et Oracle … les deux
//! groupes").

use std::sync::OnceLock;

use crate::base::chars::{is_space, is_upper};
use crate::base::lexicon::lexicon;
use crate::base::{FastMap, Set, Str, Words};
use crate::mentions::groups::is_moneyed;
use crate::mentions::model::{Entity, Mention, DESCRIPTION, NAME};
use crate::mentions::names::spelling;
use crate::mentions::resolve::{is_given, or};
use crate::reference::names::trades;
use crate::reference::parties::parties;
use crate::text::tokens::lower_case;

/// What being named near counts for one that a preposition governs: "des puces de Norvane".
const OBLIQUE_SHARE: f64 = 0.5;
/// And what for the only one that the sentence before names.
const ALONE: f64 = 0.9;
/// What being named in the title counts.
const TITLE: f64 = 0.5;
/// Words before a plural among which it is said to be one of them.
const RANKING_REACH: usize = 9;
/// Sentences back to which a pronoun reaches.
const PRONOUN_REACH: isize = 2;

struct Lists {
    indefinite: Set,
    definite: Set,
    owners: Set,
    plurals: Set,
    counted: FastMap<String, usize>,
    impersonal: Vec<String>,
    /// What follows a definite apposition: "Norvane, the developer of …".
    going_on: Set,
    one_of: Vec<Vec<String>>,
    apposing: Set,
    /// Nouns that mean a State as a whole.
    ruling: Set,
}

fn lists() -> &'static Lists {
    static LISTS: OnceLock<Lists> = OnceLock::new();
    LISTS.get_or_init(|| {
        let all = lexicon();
        let of = |name: &str| all.set(&format!("mentions.antecedents.{name}"));
        let counted = all.get("mentions.antecedents._COUNTED").rows();
        Lists {
            indefinite: of("_INDEFINITE"),
            definite: of("_DEFINITE"),
            owners: of("_OWNERS"),
            plurals: of("_PLURALS").or(&Set::of(&["le", "la", "l'"])),
            counted: counted
                .iter()
                .map(|(word, count)| (word.text().to_string(), count.int() as usize))
                .collect(),
            impersonal: all.list("mentions.antecedents._IMPERSONAL"),
            going_on: of("_GOING_ON"),
            one_of: super::enumerations::phrases(all, "mentions.antecedents._ONE_OF"),
            apposing: of("_APPOSING"),
            ruling: of("_RULING"),
        }
    })
}

/// How many a word counts: "deux", "trio".
pub(super) fn counted(word: &str) -> Option<usize> {
    lists().counted.get(word).copied()
}

/// What a text has named so far.
pub(super) struct Told<'a> {
    pub words: &'a Words,
    /// First token of each sentence, ascending.
    pub sentences: &'a [usize],
    pub mentions: Vec<Mention>,
    pub entities: Vec<Entity>,
}

impl Told<'_> {
    /// Number of the sentence of a token; -1 before the first one.
    pub fn sentence_at(&self, token: usize) -> isize {
        self.sentences.partition_point(|&first| first <= token) as isize - 1
    }

    /// First token of a sentence; of the last one for -1, as Python counts.
    pub fn start(&self, sentence: isize) -> usize {
        let last = self.sentences.len().saturating_sub(1);
        let at = usize::try_from(sentence).unwrap_or(last);
        self.sentences.get(at).copied().unwrap_or(0)
    }

    /// The first mention of an entity.
    pub fn first_of(&self, entity: &Entity) -> Option<&Mention> {
        entity.mentions.first().map(|&number| &self.mentions[number])
    }

    /// The last mention of an entity.
    pub fn last_of(&self, entity: &Entity) -> Option<&Mention> {
        entity.mentions.last().map(|&number| &self.mentions[number])
    }
}

/// True for "partners", "banques", "géants": not one party, so not one named before.
pub fn is_plural(noun: &str) -> bool {
    (noun.ends_with(['s', 'x']) && !matches!(noun, "fonds" | "business"))
        || matches!(noun, "pme" | "eti")
}

/// True for "les deux groupes", "the partners"; not for "deux groupes".
pub fn is_definite(mention: &Mention, words: &Words) -> bool {
    let mut before = mention.first;
    if before > 0 {
        let word = words.get(before - 1);
        before -= usize::from(word != "both" && counted(word).is_some());
    }
    before > 0 && words.has(before - 1, &lists().plurals)
}

/// The party that a description stands beside: "Norvane, a Danish company".
pub(super) fn apposed(told: &mut Told, mention: usize, last: Option<usize>) -> Option<usize> {
    let (known, words) = (lists(), told.words);
    let (mention, last) = (&told.mentions[mention], &told.mentions[last?]);
    let number = last.entity?;
    if last.form != NAME || last.last >= words.len() {
        return None;
    }
    let entity = &mut told.entities[number];
    let at = last.last + usize::from(words.is(last.last, ")")); // "EcoDataCenter (EDC), a Swedish…"
    if !words.has(at, &known.apposing) || is_plural(words.get(mention.head)) {
        return None;
    }
    let is_one = |kind: Str| matches!(kind, "party" | "project");
    if entity.kind != mention.kind && !(is_one(entity.kind) && is_one(mention.kind)) {
        return None;
    }
    if mention.first > at + 2 {
        return None;
    }
    if mention.first == at + 2 {
        let is_definite = words.has(at + 1, &known.definite);
        if !is_definite && !words.has(at + 1, &known.indefinite) {
            return None;
        }
        let goes_on = mention.last >= words.len() || words.has(mention.last, &known.going_on);
        if is_definite && !goes_on {
            return None; // "With Norvane, the company will build"
        }
    }
    if is_given(mention.country) && is_given(entity.country) && mention.country != entity.country {
        return None;
    }
    entity.country = or(entity.country, mention.country);
    if entity.kind != "person" && entity.noun.is_empty() {
        entity.noun = mention.noun;
    }
    tell(entity, words, mention.first..mention.last);
    Some(number)
}

/// Keeps words that an entity is described by.
pub(super) fn tell(entity: &mut Entity, words: &Words, span: std::ops::Range<usize>) {
    for word in words.span(span) {
        if !entity.told.contains(word) {
            entity.told.insert(word.to_string());
        }
    }
}

/// The party that a plural only ranks: "Norvane, one of Europe's best start-ups, will".
pub(super) fn one_of(told: &Told, mention: &Mention) -> Option<usize> {
    let words = told.words;
    let floor = mention.first.saturating_sub(RANKING_REACH).max(1) + 1;
    for at in (floor..mention.first).rev() {
        if words.is(at, ",") {
            return None;
        }
        let opens = |phrase: &Vec<String>| super::enumerations::is_phrase(words, at, phrase);
        if !lists().one_of.iter().any(opens) {
            continue;
        }
        let opens = at - usize::from(words.is(at - 1, "l'")) - 1;
        if !words.is(opens, ",") {
            return None;
        }
        let ends = |entity: &&Entity| told.last_of(entity).is_some_and(|last| last.last == opens);
        let mut parties = told.entities.iter().filter(|entity| entity.kind == "party");
        return parties.find(ends).map(|entity| entity.number);
    }
    None
}

/// The company of a person just named: "Jensen Huang's company"; by the key of its name.
pub(super) fn of_person(told: &Told, mention: &Mention, last: Option<usize>) -> Option<usize> {
    let last = &told.mentions[last?];
    let person = last.party?;
    if last.kind != "person" || mention.kind != "party" {
        return None;
    }
    if mention.first != last.last + 1 || !told.words.is(last.last, "'s") {
        return None;
    }
    parties().parent(person)
}

/// A description in the singular, and what its sentence and those before it tell.
pub(super) struct Sought<'a> {
    pub mention: &'a Mention,
    pub sentence: isize,
    /// (sentence, entity) of the subjects, as they come.
    pub subjects: &'a [(isize, usize)],
    /// The last sentence that each entity was a subject of, by its number.
    pub acted: &'a [Option<isize>],
    /// Keys of what is named after it in its clause, for which it does not stand.
    pub ahead: &'a [&'a str],
}

/// The party, State or person that a description in the singular fits best, if any.
pub(super) fn likeliest(told: &Told, sought: &Sought) -> Option<usize> {
    let (words, mention, sentence) = (told.words, sought.mention, sought.sentence);
    let before = mention.first.wrapping_sub(1); // beyond all words where there is none before
    if words.has(before, &lists().indefinite) {
        return None;
    }
    let late = sought.subjects.iter().rev().take_while(|(number, _)| *number >= sentence - 1);
    let former: Vec<usize> =
        late.filter(|(number, _)| *number == sentence - 1).map(|(_, entity)| *entity).collect();
    let title = told.sentences.get(1).copied().unwrap_or(0);
    let owned = words.has(before, &lists().owners);
    let start = told.start(sentence);
    let alone = alone(told, sought);
    let (mut best, mut best_score) = (None, 0.0);
    for entity in told.entities.iter().filter(|entity| !sought.ahead.contains(&&entity.key[..])) {
        let (Some(first), Some(last)) = (told.first_of(entity), told.last_of(entity)) else {
            continue;
        };
        if owned && last.first >= start {
            continue; // "Norvane will be paid by its parent": nobody is his own parent
        }
        let Some(mut score) = fit(told, mention, entity, first) else { continue };
        let away = |number: isize| 1.0 + (sentence - number).max(0) as f64;
        let mut near = OBLIQUE_SHARE / away(told.sentence_at(last.first));
        if let Some(number) = sought.acted.get(entity.number).copied().flatten() {
            near = near.max(1.0 / away(number));
            score += if first.first < title { TITLE } else { 0.0 };
        }
        score += 3.0 * near;
        if former.contains(&entity.number) {
            score += 1.2;
        } else if alone == Some(entity.number) {
            score += ALONE;
        }
        if entity.mentions.len() > 3 {
            score += 0.4;
        }
        if score > best_score {
            (best, best_score) = (Some(entity.number), score);
        }
    }
    best
}

/// The only party that the sentence before names, be it governed by a preposition.
fn alone(told: &Told, sought: &Sought) -> Option<usize> {
    let before = usize::try_from(sought.sentence - 1).ok()?;
    let (first, last) = (*told.sentences.get(before)?, *told.sentences.get(before + 1)?);
    let mut here = told.entities.iter().filter(|entity| {
        let of = |&number: &usize| told.mentions[number].first;
        let at = entity.mentions.partition_point(|number| of(number) < first);
        entity.kind == sought.mention.kind
            && entity.mentions.get(at).is_some_and(|number| of(number) < last)
            && !sought.ahead.contains(&&entity.key[..])
    });
    let found = here.next()?.number;
    here.next().is_none().then_some(found)
}

/// How well what a description says fits an entity; None where it does not at all.
fn fit(told: &Told, mention: &Mention, entity: &Entity, first: &Mention) -> Option<f64> {
    let words = told.words;
    if mention.noun == "local" {
        let is_body = entity.kind == "state" && is_body(words, mention, entity, first);
        return is_body.then_some(0.0);
    }
    if mention.kind == "person" {
        let mut titles = words.span(mention.first..mention.last);
        let fits = entity.kind == "person" && titles.any(|word| entity.told.contains(word));
        return fits.then_some(0.0);
    }
    if entity.kind != mention.kind || mention.kind == "media" {
        return None;
    }
    if mention.kind == "state" {
        if !governs(words, mention.head, entity, first) {
            return None;
        }
    } else if first.form == DESCRIPTION && entity.party.is_none() {
        return None;
    }
    let mut score = 0.0;
    if is_given(mention.country) {
        if is_given(entity.country) && entity.country != mention.country {
            return None;
        }
        score += if entity.country == mention.country { 2.0 } else { -0.3 };
    }
    if is_moneyed(mention.noun) {
        score += if entity.noun == mention.noun { 1.5 } else { -1.2 };
    } else if is_moneyed(entity.noun) && mention.noun == "company" {
        score -= 0.4;
    }
    Some(score + trade(words, mention, entity))
}

/// Whether a local body is the one named before: by its noun alone, or by its place too.
fn is_body(words: &Words, mention: &Mention, entity: &Entity, first: &Mention) -> bool {
    if entity.name == mention.name {
        return true;
    }
    if words.get(first.head) != words.get(mention.head) {
        return false;
    }
    let name: Vec<char> = mention.name.chars().collect();
    let name: String = lower_case(&name).into_iter().collect();
    let last = name.split(is_space).rfind(|word| !word.is_empty());
    last == Some(words.get(mention.last.wrapping_sub(1)))
}

/// True where the noun of a public body may mean one: "la commission" is no government.
fn governs(words: &Words, head: usize, entity: &Entity, first: &Mention) -> bool {
    if first.form == DESCRIPTION && entity.party.is_none() {
        return words.get(first.head) == words.get(head);
    }
    words.has(head, &lists().ruling) || {
        let noun = spelling(words.get(head));
        entity.key.split(' ').any(|word| !word.is_empty() && word == noun)
    }
}

/// Whether the noun of a description is the trade of an entity, or was told of it before.
fn trade(words: &Words, mention: &Mention, entity: &Entity) -> f64 {
    let mut score = 0.0;
    if !entity.told.is_empty() {
        let is_long = |word: &&str| word.chars().nth(3).is_some();
        let said = words.span(mention.first..mention.last).filter(is_long);
        score = said.filter(|word| entity.told.contains(*word)).take(2).count() as f64;
        let mut names = mention.name.split(|c| is_space(c) || c == '\'').filter(is_long);
        let is_seat = |word: &str| {
            word.chars().next().is_some_and(is_upper) && entity.told.contains(&word.to_lowercase())
        };
        score += if names.any(is_seat) { 2.5 } else { 0.0 };
    }
    if let (Some(party), Some(kinds)) = (entity.party, trades(words.get(mention.head))) {
        let kind = parties().get(party).kind;
        score += if kinds.contains(&kind) { 1.2 } else { -3.0 };
    }
    score
}

/// Whom a pronoun in the singular stands for: the first subject of the last sentence.
pub(super) fn antecedent(
    told: &Told,
    mention: &Mention,
    sentence: isize,
    subjects: impl DoubleEndedIterator<Item = (isize, usize)>,
) -> Option<usize> {
    let people = mention.noun == "person";
    let name = mention.name.to_lowercase();
    let impersonal = lists().impersonal.contains(&name);
    let fits = |entity: usize| {
        let is_person = told.entities[entity].kind == "person";
        if people {
            is_person
        } else {
            !is_person || !impersonal
        }
    };
    let mut first: Option<(isize, usize)> = None;
    for (number, entity) in subjects.rev() {
        if sentence - number > PRONOUN_REACH || first.is_some_and(|(known, _)| known != number) {
            break;
        }
        if fits(entity) {
            first = Some((number, entity));
        }
    }
    first.map(|(_, entity)| entity)
}
