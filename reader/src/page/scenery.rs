//! What is built and where, as the sentences before a quantity tell, and who builds it.
//!
//! "À Fouju, MGX bâtit un campus. La première phase coûterait 8,5 Md€": the second sentence names
//! neither the place nor the payer; both go with the campus that it speaks of.

use std::cell::OnceCell;
use std::ops::Range;
use std::sync::OnceLock;

use crate::base::lexicon::lexicon;
use crate::base::{chars, Set, Str};
use crate::claim::PassageKind;
use crate::mentions::model::{Entity, Mention};
use crate::page::model::{Page, PlacedQuantity, Sentence};
use crate::page::themes::Subjects;
use crate::page::venues::is_venue;
use crate::syntax::clauses::preposition;

/// Sentences back to which what is built, and where, is carried.
const REACH: usize = 3;
/// Sentences below a heading that it heads at most.
const HEADED: usize = 12;
/// Sentences at the head of a text among which its title is.
const TITLE: usize = 2;
/// Words of a sentence among which the thing stands that it is about.
const OPENING: usize = 8;
const BEING_REACH: usize = 3;

struct Lists {
    standing: Set,
    being: Set,
    pronouns: Set,
    things_meant: Set,
    definite: Set,
}

fn lists() -> &'static Lists {
    static LISTS: OnceLock<Lists> = OnceLock::new();
    LISTS.get_or_init(|| {
        let of = |name: &str| lexicon().set(&format!("page.scenery.{name}"));
        Lists {
            standing: of("_STANDING"),
            being: of("_BEING"),
            pronouns: of("_PRONOUNS"),
            things_meant: of("_THINGS_MEANT"),
            definite: of("_DEFINITE"),
        }
    })
}

/// What stands before a place where something is.
fn is_local(governed: Str) -> bool {
    matches!(governed, "in" | "at" | "to" | "near" | "on" | "for" | "^" | "," | ":" | "(" | "and")
}

/// The things and places of one page, with those who are said to build them.
pub struct Scenery<'a> {
    page: &'a Page,
    subjects: &'a Subjects<'a>,
    titles: &'a [Titles],
    things: Vec<OnceCell<Vec<usize>>>,
    places: Vec<OnceCell<Vec<usize>>>,
    /// By number of a thing or a place, the first sentence that names it and has subjects.
    sponsors: Vec<Option<usize>>,
    /// The sentence that tells where the one thing stands of which the page only speaks as "the
    /// project".
    sited: OnceCell<Option<usize>>,
    /// By number of a thing, the first place told beside it.
    sites: Vec<Option<usize>>,
    /// By number of a sentence, what others lend its quantities.
    lent: Vec<OnceCell<Vec<(usize, Str)>>>,
}

/// What a sentence is asked for: the things that it names, or the places.
type Find<'s> = dyn Fn(usize) -> &'s [usize] + 's;

const THINGS: [Str; REACH] = ["~thing1", "~thing2", "~thing3"];
const PLACES: [Str; REACH] = ["~place1", "~place2", "~place3"];

impl<'a> Scenery<'a> {
    /// Learns what a page tells; `titles` are of each sentence the numbers of those that head it.
    pub fn new(page: &'a Page, subjects: &'a Subjects<'a>, titles: &'a [Titles]) -> Self {
        let sentences = page.sentences.len();
        let mut scenery = Self {
            page,
            subjects,
            titles,
            things: (0..sentences).map(|_| OnceCell::new()).collect(),
            places: (0..sentences).map(|_| OnceCell::new()).collect(),
            sponsors: vec![None; page.entities.len()],
            sited: OnceCell::new(),
            sites: vec![None; page.entities.len()],
            lent: (0..sentences).map(|_| OnceCell::new()).collect(),
        };
        let story = page.sentences.iter().filter(|sentence| !sentence.is_furniture());
        story.for_each(|sentence| scenery.learn(sentence));
        scenery
    }

    /// The sentence that tells where the one thing stands, looked for where it is spoken of.
    fn sited(&self) -> Option<usize> {
        *self.sited.get_or_init(|| {
            let story = self.page.sentences.iter().filter(|sentence| !sentence.is_furniture());
            let mut told = story.filter(|sentence| self.sites_it(sentence));
            let first = told.next()?;
            told.next().is_none().then_some(first.number)
        })
    }

    /// True for "l'usine sera située à Marvelle": a subject known, and where it stands.
    fn sites_it(&self, sentence: &Sentence) -> bool {
        let (words, first) = (&self.page.words, sentence.first);
        let mut all = first..sentence.last;
        let at = all.find(|&i| words.has(i, &lists().standing)).unwrap_or(first);
        at > first
            && words.any(first.max(at.saturating_sub(BEING_REACH))..at, &lists().being)
            && !self.places(sentence.number).is_empty()
            && self.means_it(sentence, first..at)
    }

    /// True for "Le projet coûtera": no place of its own, and a thing that was told before.
    fn speaks_of_it(&self, sentence: &Sentence) -> bool {
        self.places(sentence.number).is_empty()
            && self.means_it(sentence, sentence.first..sentence.last.min(sentence.first + OPENING))
    }

    /// True where a thing is spoken of that was told before: "it", "the project".
    fn means_it(&self, sentence: &Sentence, mut opening: Range<usize>) -> bool {
        let (words, known) = (&self.page.words, lists());
        opening.any(|i| {
            // Before the first word of a sentence Python has its last one.
            let before = if i > sentence.first { i - 1 } else { sentence.last - 1 };
            words.has(i, &known.things_meant)
                && (words.has(i, &known.pronouns) || words.has(before, &known.definite))
        })
    }

    /// Keep who builds what a sentence names, and where.
    fn learn(&mut self, sentence: &Sentence) {
        let page = self.page;
        let named = || page.mentions_in(sentence.number).filter_map(|(_, m)| m.entity);
        let things = || named().filter(|&e| is_one(&page.entities[e]));
        let spots = || named().filter(|&e| is_spot(&page.entities[e]));
        for entity in things().chain(spots()) {
            if self.sponsors[entity].is_none() && !self.subjects.of(sentence.number).is_empty() {
                self.sponsors[entity] = Some(sentence.number);
            }
        }
        for entity in things() {
            if self.sites[entity].is_none() {
                self.sites[entity] = self.places(sentence.number).first().copied();
            }
        }
    }

    /// What a sentence says is built.
    fn things(&self, number: usize) -> &[usize] {
        self.things[number].get_or_init(|| {
            let is_thing =
                |m: &Mention| matches!(m.kind, "asset" | "project") && m.entity.is_some();
            let things = self.page.mentions_in(number).filter(|(_, m)| is_thing(m));
            things.map(|(each, _)| each).collect()
        })
    }

    /// Where a sentence says that something is, the finest alone.
    fn places(&self, number: usize) -> &[usize] {
        self.places[number].get_or_init(|| {
            let sentence = &self.page.sentences[number];
            let mentions = sentence.mentions.iter().copied();
            let mut found: Vec<usize> = mentions.filter(|&m| self.is_site(m, sentence)).collect();
            let is_fine = |m: &usize| matches!(self.page.mentions[*m].noun, "town" | "");
            if found.iter().any(is_fine) {
                found.retain(is_fine);
            }
            found
        })
    }

    fn is_site(&self, number: usize, sentence: &Sentence) -> bool {
        let (page, mention) = (self.page, &self.page.mentions[number]);
        mention.kind == "place"
            && mention.entity.is_some()
            && matches!(mention.noun, "town" | "" | "region")
            && is_local(preposition(&page.words, mention.span.0, sentence.first))
            && !is_venue(page, sentence, number)
    }

    /// The things and places that other sentences lend a quantity, and their builders.
    pub fn of(&self, placed: &PlacedQuantity) -> &[(usize, Str)] {
        self.lent[placed.sentence].get_or_init(|| self.linked(placed.sentence))
    }

    fn linked(&self, number: usize) -> Vec<(usize, Str)> {
        let sentence = &self.page.sentences[number];
        let mut found = Vec::new();
        for entity in self.page.mentions_in(number).filter_map(|(_, m)| m.entity) {
            self.told_of(entity, "~sponsor", "~site", &mut found);
        }
        for entity in self.named_before(sentence) {
            self.told_of(entity, "~sponsor1", "~site1", &mut found);
        }
        if self.speaks_of_it(sentence) {
            let places = self.sited().map_or(&[][..], |sited| self.places(sited));
            found.extend(places.iter().map(|&mention| (mention, "~sited")));
        }
        self.carried(sentence, &THINGS, "~thing-of-title", &|n| self.things(n), &mut found);
        self.carried(sentence, &PLACES, "~place-of-title", &|n| self.places(n), &mut found);
        found
    }

    /// Who builds a thing, or at a place, and where a thing is.
    fn told_of(&self, entity: usize, sponsor: Str, site: Str, found: &mut Vec<(usize, Str)>) {
        if let Some(sentence) = self.sponsors[entity] {
            found.extend(self.subjects.of(sentence).iter().map(|&mention| (mention, sponsor)));
        }
        found.extend(self.sites[entity].map(|place| (place, site)));
    }

    /// The things and places of the last sentence of the section that names any.
    fn named_before(&self, sentence: &Sentence) -> Vec<usize> {
        let mut found = Vec::new();
        for number in self.before(sentence) {
            for &mention in self.things(number).iter().chain(self.places(number)) {
                match self.page.mentions[mention].entity {
                    Some(entity) if !found.contains(&entity) => found.push(entity),
                    _ => {}
                }
            }
            if !found.is_empty() {
                break;
            }
        }
        found
    }

    /// Numbers of the sentences of the section right before one, the nearest first.
    fn before(&self, sentence: &Sentence) -> impl Iterator<Item = usize> + '_ {
        let (number, section) = (sentence.number, sentence.section);
        let near = (number.saturating_sub(REACH)..number).rev();
        near.take_while(move |&each| self.page.sentences[each].section == section)
    }

    /// The last things or places that the section, or else the title, names.
    fn carried(
        &self,
        sentence: &Sentence,
        names: &[Str; REACH],
        of_title: Str,
        find: &Find<'_>,
        found: &mut Vec<(usize, Str)>,
    ) {
        let mut before = self.before(sentence).zip(names).map(|(n, name)| (find(n), *name));
        if let Some((mentions, name)) = before.find(|(mentions, _)| !mentions.is_empty()) {
            found.extend(mentions.iter().map(|&mention| (mention, name)));
        }
        let mut titles = self.titles[sentence.number].iter().map(find);
        if let Some(mentions) = titles.find(|mentions| !mentions.is_empty()) {
            found.extend(mentions.iter().map(|&mention| (mention, of_title)));
        }
    }
}

/// Numbers of the sentences that head one: the heading above, the first ones of the text.
#[derive(Debug, Clone, Copy)]
pub struct Titles {
    heading: Option<usize>,
    head: usize,
}

impl Titles {
    pub fn iter(self) -> impl Iterator<Item = usize> {
        self.heading.into_iter().chain(0..self.head)
    }
}

/// Of each sentence those that head it: the heading above, the text's own head.
///
/// A page may tell several stories, each under its own.
pub fn titles(sentences: &[Sentence]) -> Vec<Titles> {
    let mut last: Option<usize> = None;
    let of = |(number, sentence): (usize, &Sentence)| {
        let heading = last.filter(|&heading| number - heading <= HEADED);
        if number >= TITLE && sentence.kind == PassageKind::Heading {
            last = Some(number);
        }
        Titles { heading, head: number.min(TITLE) }
    };
    sentences.iter().enumerate().map(of).collect()
}

/// True for what is one thing: a named project, or "data center à Melun"; not "sites".
fn is_one(entity: &Entity) -> bool {
    entity.kind == "project" || (entity.kind == "asset" && !chars::islower(&entity.name))
}

fn is_spot(entity: &Entity) -> bool {
    entity.kind == "place" && matches!(entity.noun, "town" | "")
}
