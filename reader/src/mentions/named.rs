//! Which entity a name stands for: by its key, its acronym, its fuller form.

use std::ops::Range;
use std::sync::OnceLock;

use crate::base::lexicon::lexicon;
use crate::base::{Set, Str, Words};
use crate::mentions::antecedents::tell;
use crate::mentions::model::{Entity, Mention, DESCRIPTION, NAME};
use crate::mentions::resolve::{length, or, Resolver};
use crate::mentions::spellings::{is_acronym, is_slip};
use crate::reference::names::name_words;

const APPOSED: usize = 5;
const LONGEST_ACRONYM: usize = 6;

struct Lists {
    subsidiary: Set,
    ends: Set,
    /// Titles that stand before a person's name.
    titles: Set,
}

fn lists() -> &'static Lists {
    static LISTS: OnceLock<Lists> = OnceLock::new();
    LISTS.get_or_init(|| Lists {
        subsidiary: lexicon().set("mentions.resolve._SUBSIDIARY"),
        ends: lexicon().set("mentions.resolve._ENDS"),
        titles: Set::new(lexicon(), &name_words().titles),
    })
}

/// Kinds that one name may be held for in turn.
fn is_joinable(kind: Str) -> bool {
    matches!(kind, "party" | "person" | "project")
}

/// What is told right after a name: "of Launceston", "installée à Paris".
fn beside(words: &Words, first: usize) -> Range<usize> {
    let reach = first..(first + APPOSED).min(words.len());
    let end = reach.clone().find(|&at| words.has(at, &lists().ends));
    first..end.unwrap_or(reach.end)
}

impl Resolver<'_> {
    /// The entity of a name, a new one where none fits.
    pub(super) fn named(&mut self, mention: usize, key: &str) -> usize {
        let by_key = self.by_key.get(key).copied();
        let known =
            by_key.or_else(|| self.bracketed(mention)).or_else(|| self.short_form(mention, key));
        let number = match known {
            Some(known) => known,
            None => self.new_entity(mention, key),
        };
        let (named, entity) = (&self.told.mentions[mention], &mut self.told.entities[number]);
        if known.is_some()
            && named.party.is_none()
            && entity.party.is_none()
            && length(&named.name) > length(&entity.name)
        {
            entity.name = named.name.clone();
        }
        if entity.noun == "demonym" && named.noun != "demonym" {
            entity.noun = named.noun;
            entity.name = named.name.clone();
        }
        if by_key.is_none() {
            self.by_key.insert(key.to_string(), number);
        }
        self.learn(mention, number);
        number
    }

    /// Keeps what stands beside a name: its country, its trade, a person's title.
    fn learn(&mut self, mention: usize, entity: usize) {
        let words = self.told.words;
        let before = self.country_before(mention);
        let (mention, entity) = (&self.told.mentions[mention], &mut self.told.entities[entity]);
        entity.country = or(or(entity.country, mention.country), before);
        if entity.noun.is_empty() {
            entity.noun = mention.noun;
        }
        tell(entity, words, mention.first..mention.head);
        let after = words.get(mention.last);
        if matches!(after, "," | "(") {
            tell(entity, words, beside(words, mention.last + 1));
        }
        if entity.kind == "person" {
            let titles = &lists().titles;
            let mut told_of = |span: Range<usize>| {
                for at in span.filter(|&at| words.has(at, titles)) {
                    tell(entity, words, at..at + 1);
                }
            };
            told_of(mention.first.saturating_sub(2)..mention.first);
            if after == "," {
                told_of(mention.last + 1..mention.last + 4);
            }
        }
    }

    /// The country in "le danois Norvane", "Denmark's Norvane".
    fn country_before(&self, mention: usize) -> Option<Str> {
        let last = &self.told.mentions[self.last?];
        let mention = &self.told.mentions[mention];
        if last.kind != "place" || mention.kind != "party" {
            return None;
        }
        if mention.first == last.last && last.noun == "demonym" {
            return last.country;
        }
        let owns = mention.first == last.last + 1 && self.told.words.is(last.last, "'s");
        if owns {
            last.country
        } else {
            None
        }
    }

    /// The name before, of which this in brackets is the acronym, or which is one of this.
    fn bracketed(&self, mention: usize) -> Option<usize> {
        let words = self.told.words;
        let (last, mention) = (&self.told.mentions[self.last?], &self.told.mentions[mention]);
        if last.form != NAME || mention.kind == "place" || last.kind == "place" {
            return None;
        }
        if mention.first != last.last + 1 || !words.is(last.last, "(") {
            return None;
        }
        if !matches!(words.get(mention.last), ")" | ",") {
            return None;
        }
        // Whatever else is called so elsewhere: the text says what it means by it.
        let told = is_acronym(&mention.name, &last.name) || is_acronym(&last.name, &mention.name);
        last.entity.filter(|_| told)
    }

    /// The fuller name before: of "Mistral" "Mistral AI", of "Poteau" "Christian Poteau".
    fn short_form(&self, number: usize, key: &str) -> Option<usize> {
        let mention = &self.told.mentions[number];
        let letters = length(key);
        if letters < 3 || mention.kind == "place" {
            return None;
        }
        let near = mention.first.saturating_sub(3)..mention.head;
        if self.told.words.any(near, &lists().subsidiary) {
            return None; // "Orvane Énergie, filiale d'Orvane"
        }
        let joinable = is_joinable(mention.kind);
        let fits = |entity: &&Entity| {
            if entity.kind != mention.kind && !(joinable && is_joinable(entity.kind)) {
                return false;
            }
            let described = |first: &Mention| first.form == DESCRIPTION;
            !self.told.first_of(entity).is_some_and(described)
                && self.extends(mention, key, letters, entity)
        };
        self.told.entities.iter().find(fits).map(|entity| entity.number)
    }

    /// True where one name is the other's beginning, a person's last name, or its acronym.
    fn extends(&self, mention: &Mention, key: &str, letters: usize, entity: &Entity) -> bool {
        let of_entity = self.key_lengths[entity.number];
        let (longer, shorter, short) = if of_entity > letters {
            (entity.key.as_str(), key, letters)
        } else {
            (key, entity.key.as_str(), of_entity)
        };
        let is_same_kind = entity.kind == mention.kind;
        let opens = || longer.strip_prefix(shorter).is_some_and(|rest| rest.starts_with(' '));
        if is_same_kind && short > 3 && opens() {
            if entity.party.is_some() && mention.party.is_some() && entity.party != mention.party {
                return false;
            }
            // "Orvane et sa filiale Orvane Énergie": both in one breath are two.
            return !(longer == key && self.in_sentence(entity, mention));
        }
        let closes = || longer.strip_suffix(shorter).is_some_and(|rest| rest.ends_with(' '));
        if entity.kind == "person" && closes() {
            return true;
        }
        if mention.party.is_none() && is_slip(&mention.name, &entity.name) {
            return true;
        }
        if !is_same_kind || entity.party.is_some() || mention.party.is_some() {
            return false;
        }
        length(&mention.name) <= LONGEST_ACRONYM && is_acronym(&mention.name, &entity.name)
    }

    fn in_sentence(&self, entity: &Entity, mention: &Mention) -> bool {
        let start = self.told.start(self.told.sentence_at(mention.first));
        self.told.last_of(entity).is_some_and(|last| last.first >= start)
    }
}
