//! Which mentions of a document stand for the same party, project or place.
//!
//! Names are joined by their form ("Mistral" is "Mistral AI", "M. Poteau" is "Christian Poteau",
//! "PIF" after "Public Investment Fund") or by the lexicon ("BPI France" is Bpifrance);
//! descriptions and pronouns go to the likeliest of the parties named before (`antecedents`).

use std::sync::OnceLock;

use crate::base::lexicon::lexicon;
use crate::base::{FastMap, FastSet, Set, Str, Words};
use crate::mentions::antecedents::{
    antecedent, apposed, is_definite, is_plural, likeliest, of_person, one_of, Sought, Told,
};
use crate::mentions::enumerations::all_in;
use crate::mentions::groups::Groups;
use crate::mentions::model::{Entity, Mention, DESCRIPTION, NAME, PRONOUN};
use crate::mentions::names::{kind_of, noun_of, spelling};
use crate::mentions::spellings::{key_of, misspelt};
use crate::reference::parties::parties;
use crate::syntax::clauses::{is_oblique, preposition};

/// Words within which a clause is looked at.
const CLAUSE: usize = 25;

struct Lists {
    joint: Set,
    /// Between a company's noun and the person at its head: "la société de Jeanne Morvan".
    led: Set,
    new_clause: Set,
}

fn lists() -> &'static Lists {
    static LISTS: OnceLock<Lists> = OnceLock::new();
    LISTS.get_or_init(|| {
        let of = |name: &str| lexicon().set(&format!("mentions.resolve.{name}"));
        Lists { joint: of("_JOINT"), led: of("_LED"), new_clause: of("_NEW_CLAUSE") }
    })
}

fn acts(kind: Str) -> bool {
    matches!(kind, "party" | "state" | "person")
}

/// True where a country is told.
pub(super) fn is_given(country: Option<Str>) -> bool {
    country.is_some_and(|code| !code.is_empty())
}

/// The first country, if one is told, else the second: `or` in Python.
pub(super) fn or(country: Option<Str>, other: Option<Str>) -> Option<Str> {
    if is_given(country) {
        country
    } else {
        other
    }
}

/// Letters of a name.
pub(super) fn length(name: &str) -> usize {
    if name.is_ascii() {
        name.len()
    } else {
        name.chars().count()
    }
}

/// Gives every mention its entity, and lists the entities in order of appearance.
///
/// `mentions` are in order, with their spans; "les deux groupes" becomes as many mentions of the
/// same words as it has members. `sentences` has the first token of each sentence, ascending;
/// `spoken` the tokens that a verb of speech ends before: who stands there says what others do, and
/// a pronoun after it goes on about those ("…, indique Norvane. Elle ouvrira").
pub fn resolve(
    mentions: &mut Vec<Mention>,
    words: &Words,
    sentences: &[usize],
    spoken: &FastSet<usize>,
) -> Vec<Entity> {
    let given = std::mem::take(mentions);
    let keys: Vec<String> = given.iter().map(name_key).collect();
    let mut resolver = Resolver {
        told: Told { words, sentences, mentions: Vec::new(), entities: Vec::new() },
        spoken,
        by_key: FastMap::default(),
        key_lengths: Vec::new(),
        subjects: Vec::new(),
        acted: Vec::new(),
        groups: Groups::default(),
        last: None,
    };
    let mut rest = given.into_iter();
    let mut at = 0;
    while let Some(mention) = rest.next() {
        let ahead = Ahead {
            following: rest.as_slice().first(),
            keys: named_ahead(&mention, rest.as_slice(), &keys[at + 1..], words, sentences),
        };
        resolver.place(mention, &keys[at], &ahead);
        at += 1;
    }
    let Told { mentions: placed, mut entities, .. } = resolver.told;
    for entity in &mut entities {
        entity.is_several = entity
            .mentions
            .first()
            .is_some_and(|&first| placed[first].form == DESCRIPTION && names_several(&entity.name));
    }
    *mentions = placed;
    entities
}

/// True for "foreign companies", "neuf pays": no one party, but many unnamed.
fn names_several(name: &str) -> bool {
    let is_one = ["fonds", "business", "ss"].iter().any(|end| name.ends_with(end));
    (name.is_empty() || name.ends_with(['s', 'x'])) && !is_one
}

/// What a name is found again by; empty for what is told otherwise.
fn name_key(mention: &Mention) -> String {
    match mention.form {
        DESCRIPTION | PRONOUN => String::new(),
        _ if mention.kind == "asset" => format!("asset {}", spelling(&mention.name)),
        _ => key_of(mention),
    }
}

/// What the text tells after a mention.
struct Ahead<'a> {
    /// The mention after.
    following: Option<&'a Mention>,
    /// Keys of what is named after the mention in its clause.
    keys: Vec<&'a str>,
}

/// What is named after a pronoun or a description in its clause: it stands for none of these.
///
/// "The group signed with Norvane in July": the group is not Norvane.
fn named_ahead<'a>(
    mention: &Mention,
    after: &[Mention],
    keys: &'a [String],
    words: &Words,
    sentences: &[usize],
) -> Vec<&'a str> {
    let mut found = Vec::new();
    if mention.form == NAME {
        return found;
    }
    let at = sentences.partition_point(|&first| first <= mention.first);
    let stop = sentences.get(at).copied().unwrap_or(words.len()).min(mention.last + CLAUSE);
    let mut last = mention.last;
    for (other, key) in after.iter().zip(keys) {
        if other.first >= stop || words.any(last..other.first, &lists().new_clause) {
            break;
        }
        last = other.last;
        if other.form == NAME && acts(other.kind) && other.first > mention.last + 1 {
            found.push(key.as_str());
        }
    }
    found
}

/// Ties the mentions of one text to entities, one after the other.
pub(super) struct Resolver<'a> {
    pub(super) told: Told<'a>,
    spoken: &'a FastSet<usize>,
    pub(super) by_key: FastMap<String, usize>,
    /// Letters of the keys of the entities.
    pub(super) key_lengths: Vec<usize>,
    /// (sentence, party) for the first party of each sentence, as they come.
    subjects: Vec<(isize, usize)>,
    /// The last sentence that each entity was a subject of.
    acted: Vec<Option<isize>>,
    groups: Groups,
    /// The mention before, with its entity.
    pub(super) last: Option<usize>,
}

impl Resolver<'_> {
    /// Ties one mention to an entity, a new one where none fits; and its fellows to theirs.
    fn place(&mut self, mention: Mention, key: &str, ahead: &Ahead) {
        let number = self.told.mentions.len();
        let sentence = self.told.sentence_at(mention.first);
        self.told.mentions.push(mention);
        let mention = &self.told.mentions[number];
        let (kind, form) = (mention.kind, mention.form);
        let members = self.members(number, sentence);
        let entity = if let Some(&first) = members.first() {
            first
        } else if form == PRONOUN {
            let others = self.subjects.iter().copied().filter(|&(_, entity)| {
                ahead.keys.is_empty() || !ahead.keys.contains(&&self.told.entities[entity].key[..])
            });
            match antecedent(&self.told, mention, sentence, others) {
                Some(found) => found,
                None => return,
            }
        } else if kind == "asset" {
            self.asset(number, key)
        } else if form == DESCRIPTION {
            self.described(number, sentence, ahead)
        } else {
            self.named(number, key)
        };
        self.told.mentions[number].entity = Some(entity);
        self.told.entities[entity].mentions.push(number);
        if kind != "asset" {
            self.last = Some(number);
        }
        for &fellow in members.iter().skip(1) {
            let same = Mention { entity: Some(fellow), ..self.told.mentions[number].clone() };
            self.told.entities[fellow].mentions.push(self.told.mentions.len());
            self.told.mentions.push(same);
        }
        if acts(self.told.entities[entity].kind) && form != PRONOUN && members.is_empty() {
            let mention = &self.told.mentions[number];
            self.groups.add(mention, &self.told.entities[entity], sentence);
            self.subject(number, entity, sentence);
        }
    }

    fn subject(&mut self, mention: usize, entity: usize, sentence: isize) {
        let mention = &self.told.mentions[mention];
        let kind = self.told.entities[entity].kind;
        let is_second = self.subjects.last().is_some_and(|(number, _)| *number == sentence);
        if is_second && kind != "party" {
            return;
        }
        let first = if mention.span.1 > 0 { mention.span.0 } else { mention.first };
        if kind != "person" && self.spoken.contains(&first) {
            return;
        }
        if !is_oblique(preposition(self.told.words, first, self.told.start(sentence))) {
            self.subjects.push((sentence, entity));
            self.acted[entity] = Some(sentence);
        }
    }

    /// Those that a plural stands for: "ils", "les deux groupes", "the partners".
    fn members(&self, mention: usize, sentence: isize) -> Vec<usize> {
        let (told, words) = (&self.told, self.told.words);
        let mention = &told.mentions[mention];
        if mention.form == PRONOUN && mention.noun == "many" {
            return self.groups.recalled(told, mention, sentence);
        }
        if mention.form != DESCRIPTION || mention.kind != "party" || mention.party.is_some() {
            return Vec::new();
        }
        if let Some(ranked) = one_of(told, mention) {
            return vec![ranked];
        }
        let is_joint = |at: usize| words.has(at, &lists().joint);
        let joint = is_joint(mention.head) || is_joint(mention.last.wrapping_sub(1));
        if (joint || is_plural(words.get(mention.head))) && is_definite(mention, words) {
            return self.groups.recalled(told, mention, sentence);
        }
        Vec::new()
    }

    /// Things built, one for each wording, the longer taking in the shorter after it.
    fn asset(&mut self, mention: usize, key: &str) -> usize {
        if let Some(&known) = self.by_key.get(key) {
            return known;
        }
        let new = self.new_entity(mention, key);
        self.by_key.insert(key.to_string(), new);
        new
    }

    pub(super) fn new_entity(&mut self, mention: usize, key: &str) -> usize {
        let mention = &self.told.mentions[mention];
        let mut name = mention.name.as_str();
        if let Some(party) = mention.party {
            let known = parties().get(party).name;
            if mention.form == NAME && misspelt(name, known) {
                name = known;
            }
        }
        let entity = Entity {
            kind: mention.kind,
            name: name.to_string(),
            key: key.to_string(),
            country: mention.country,
            noun: mention.noun,
            party: mention.party,
            ..Entity::default()
        };
        self.add(entity)
    }

    fn add(&mut self, mut entity: Entity) -> usize {
        let number = self.told.entities.len();
        entity.number = number;
        self.key_lengths.push(length(&entity.key));
        self.acted.push(None);
        self.told.entities.push(entity);
        number
    }

    fn described(&mut self, number: usize, sentence: isize, ahead: &Ahead) -> usize {
        let mention = &self.told.mentions[number];
        if let Some(party) = mention.party {
            return self.of_party(party);
        }
        let mut said = String::new();
        for word in self.told.words.span(mention.head..mention.last) {
            said.push_str(if said.is_empty() { "" } else { " " });
            said.push_str(word);
        }
        let said = spelling(&said);
        if let Some(known) = parties().description(&said) {
            self.told.mentions[number].party = Some(known);
            return self.of_party(known);
        }
        for &hinted in mention.hints.iter().chain(parties().hints(&said)) {
            if let Some(&known) = self.by_key.get(parties().get(hinted).key) {
                return known;
            }
        }
        if let Some(known) = apposed(&mut self.told, number, self.last) {
            return known;
        }
        let mention = &self.told.mentions[number];
        let company = of_person(&self.told, mention, self.last)
            .and_then(|company| self.by_key.get(parties().get(company).key).copied());
        if let Some(known) = company {
            return known;
        }
        if let Some(company) = self.led(mention, ahead.following) {
            return self.of_party(company);
        }
        if let Some(known) = self.definite(mention, sentence, ahead) {
            return known;
        }
        let key = spelling(&mention.name);
        match self.by_key.get(&key) {
            Some(&known) if self.told.entities[known].kind == mention.kind => known,
            _ => {
                let new = self.new_entity(number, &key);
                self.by_key.insert(key, new);
                new
            }
        }
    }

    /// The company of the person named right after: "le groupe dirigé par Patrick Pouyanné".
    fn led(&self, mention: &Mention, following: Option<&Mention>) -> Option<usize> {
        let person = following.filter(|each| each.kind == "person")?;
        let party = person.party?;
        let between = mention.last..person.first;
        if mention.kind != "party" || between.is_empty() {
            return None;
        }
        if !all_in(self.told.words, between, &lists().led) {
            return None;
        }
        parties().parent(party)
    }

    fn definite(&self, mention: &Mention, sentence: isize, ahead: &Ahead) -> Option<usize> {
        if is_plural(self.told.words.get(mention.head)) {
            return None;
        }
        let sought = Sought {
            mention,
            sentence,
            subjects: &self.subjects,
            acted: &self.acted,
            ahead: &ahead.keys,
        };
        likeliest(&self.told, &sought)
    }

    /// The entity of a party that a phrase means, named before or not.
    fn of_party(&mut self, party: usize) -> usize {
        let known = parties().get(party);
        if let Some(&number) = self.by_key.get(known.key) {
            return number;
        }
        let number = self.add(Entity {
            kind: kind_of(party),
            name: known.name.to_string(),
            key: known.key.to_string(),
            country: Some(known.country).filter(|code| !code.is_empty()),
            noun: noun_of(party),
            party: Some(party),
            ..Entity::default()
        });
        self.by_key.insert(known.key.to_string(), number);
        number
    }
}
