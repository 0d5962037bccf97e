//! Finds who and what a text names.
//!
//! A name is a run of capitalised words; the lexicons of real parties and places tell what it is
//! where they know it, and its surroundings tell where they do not (a preposition of place, a title
//! before a person, quotation marks, a noun such as "projet").

use std::sync::OnceLock;

use crate::base::lexicon::{keep, lexicon};
use crate::base::{Set, Words};
use crate::mentions::consensus::{agree, agree_in_lists};
use crate::mentions::descriptions::{openers, Descriptions};
use crate::mentions::kinds::{self, Kinds};
use crate::mentions::localities::{name_bodies, Localities};
use crate::mentions::model::{Mention, DESCRIPTION, NAME};
use crate::mentions::names::{
    gazetteer_kind, kind_of, lexicon_match, lower_case_brands, noun_of, spelling,
};
use crate::mentions::openings::Openings;
use crate::mentions::persons::{is_party_tag, title_end};
use crate::mentions::pronouns::{pronoun, pronouns};
use crate::mentions::resolve::or;
use crate::mentions::runs::Runs;
use crate::mentions::surfaces::Surfaces;
use crate::mentions::trades::lead_back;
use crate::reference::names::{name_words, NameWords};
use crate::reference::parties::parties;
use crate::syntax::cues::{Cue, CuesAt, Group};
use crate::text::view::View;

struct Lists {
    /// What closes a name which the lexicon knows without it: "Norvane Group NV".
    legal: Set,
    /// Words without a capital that a mention may begin with, besides the nouns among the cues.
    openers: Set,
}

fn lists() -> &'static Lists {
    static LISTS: OnceLock<Lists> = OnceLock::new();
    LISTS.get_or_init(|| {
        let of = |name: &str| lexicon().set(&format!("mentions.finder.{name}"));
        Lists { legal: of("_LEGAL"), openers: lower_case_brands().or(&openers()).or(pronouns()) }
    })
}

/// Every name, description and pronoun of a text, in order, none overlapping another.
///
/// `openings` tells the tokens that open a sentence, a bullet or a heading: there a capital proves
/// nothing. Countries are named in `language`: ``fr``, or anything else for English.
pub fn find_mentions(view: &View, cues: &[Cue], openings: &[bool], language: &str) -> Vec<Mention> {
    let surfaces = Surfaces::of(view);
    let capital = &surfaces.capital[..];
    let cues_at = CuesAt::new(cues, view.len());
    let mut before_place = vec![false; view.len() + 1];
    for cue in cues.iter().filter(|cue| cue.group == Group::PlaceBefore) {
        before_place[cue.last] = true;
    }
    let capitals = Openings::new(view, &surfaces, openings, &cues_at);
    let runs = Runs::new(view, capital, &capitals.loud, keep(language));
    let localities = Localities::new(&runs, openings, &before_place);
    let finder = Finder {
        view,
        words: view.words,
        capital,
        openings,
        descriptions: Descriptions::new(view, capital, cues, openings, language),
        kinds: Kinds::new(&runs, &localities, &cues_at),
        capitals: &capitals,
        runs: &runs,
        localities: &localities,
        known: name_words(),
    };
    let mut found = finder.find(&surfaces.quotes);
    if language != "fr" {
        lead_back(&mut found, view.words, capital, &cues_at);
    }
    name_bodies(&mut found, &runs);
    agree_in_lists(&mut found, view.words);
    agree(&mut found, view.words, &cues_at);
    found
}

/// Finds the mentions of one text; made for it and thrown away after.
pub(super) struct Finder<'a> {
    pub(super) view: &'a View<'a>,
    pub(super) words: &'a Words,
    pub(super) capital: &'a [bool],
    openings: &'a [bool],
    descriptions: Descriptions<'a>,
    pub(super) kinds: Kinds<'a>,
    pub(super) capitals: &'a Openings<'a>,
    pub(super) runs: &'a Runs<'a>,
    pub(super) localities: &'a Localities<'a>,
    pub(super) known: &'static NameWords,
}

impl<'a> Finder<'a> {
    fn is_capital(&self, i: usize) -> bool {
        self.capital.get(i).copied().unwrap_or(false)
    }

    pub(super) fn is_opening(&self, i: usize) -> bool {
        self.openings.get(i).copied().unwrap_or(false)
    }

    pub(super) fn is_loud(&self, i: usize) -> bool {
        self.capitals.loud.get(i).copied().unwrap_or(false)
    }

    /// `quotes` are the places of marks that may open a quotation.
    fn find(&self, quotes: &[usize]) -> Vec<Mention> {
        let mut found = Vec::new();
        let quoted = self.quoted(quotes);
        let mut i = 0;
        while i < self.words.len() {
            let at = i;
            i += 1;
            let is_quoted = quoted.get(at).copied().flatten();
            let opens = self.capital[at]
                || self.words.has(at, &lists().openers)
                || is_quoted.is_some()
                || self.descriptions.begins(at);
            if !opens {
                continue;
            }
            let mention = match self.mention_at(at, is_quoted) {
                Ok(Some(mention)) => mention,
                Ok(None) => continue,
                Err(after) => {
                    i = after; // "the Chief Financial Officer said"
                    continue;
                }
            };
            i = i.max(mention.last);
            if mention.kind == "place" {
                self.localities.after_place.set(Some(mention.last + 1));
            }
            self.absorb(&mut found, mention);
        }
        found
    }

    /// The mention that begins at a word; the error tells where a title ends that names nobody.
    fn mention_at(&self, i: usize, quoted: Option<usize>) -> Result<Option<Mention>, usize> {
        let words = self.words;
        let is_capital = self.capital[i];
        if let Some(mention) = quoted.and_then(|last| self.quoted_name(i, last)) {
            return Ok(Some(mention));
        }
        if let Some(mention) = self.descriptions.phrased(i) {
            let alias = lexicon_match(words, i).map_or(0, |(size, _)| i + size);
            if alias < mention.last {
                return Ok(Some(mention));
            } // else "fonds canadien Brookfield" is an alias
        }
        if is_capital {
            if let Some(mention) = self.descriptions.qualified(i) {
                return Ok(Some(mention));
            }
        }
        if is_capital || words.has(i, lower_case_brands()) {
            if let Some(mention) = self.known(i) {
                return Ok(Some(mention));
            }
        }
        if is_capital {
            if self.descriptions.has_noun(i) {
                if let Some(mention) = self.descriptions.ruling(i, self.runs.run(i)) {
                    return Ok(Some(mention));
                }
            }
            let titled = title_end(words, i);
            if let Some(mention) = self.titled(i, titled) {
                return Ok(Some(mention));
            }
            if titled > i {
                return Err(titled);
            }
            if let Some(mention) = self.of_two_words(i).or_else(|| self.unknown(i)) {
                return Ok(Some(mention));
            }
        }
        let told = self.descriptions.described(i, false);
        Ok(told
            .or_else(|| self.descriptions.office(i))
            .or_else(|| pronoun(words, i))
            .or_else(|| self.descriptions.demonym(i)))
    }

    /// The country of an adjective of two words: "South Korean chip manufacturer".
    fn of_two_words(&self, i: usize) -> Option<Mention> {
        self.descriptions.demonym(i).filter(|found| found.last - i > 1)
    }

    /// A person after a title that begins with a capital: "M. Poteau", "Mayor Paul Young".
    fn titled(&self, first: usize, mut name: usize) -> Option<Mention> {
        let words = self.words;
        if first >= name || name >= words.len() || !self.capital[name] || self.is_loud(first) {
            return None;
        }
        if !matches!(self.view.gap(name), [] | [' ']) {
            return None;
        }
        if name + 1 < words.len() && is_party_tag(self.view.word(name), words.get(name + 1)) {
            name += 1;
        }
        if words.has(name, &self.known.never_names) || title_end(words, name) > name {
            return None;
        }
        let known = lexicon_match(words, name);
        if let Some((size, party)) = known {
            if parties().get(party).kind == "person" {
                return Some(self.of_lexicon(party, first, name, name + size));
            }
        }
        let last = self.runs.run(name);
        if known.is_some_and(|(size, _)| name + size >= last) {
            return None; // "Director Nvidia"
        }
        if words.has(last - 1, &self.known.company_words) {
            return None; // "Justice Department", "King Street Capital"
        }
        Some(Mention::new("person", first, last, name, self.view.span(name, last)))
    }

    /// A name of the party lexicon, unless a longer unknown name swallows it.
    fn known(&self, mut i: usize) -> Option<Mention> {
        let words = self.words;
        let mut found = lexicon_match(words, i);
        while words.has(i, &self.known.determiners) && self.is_capital(i + 1) {
            // "Les Émirats arabes unis": the article may or may not be a part of the name known.
            let inner = lexicon_match(words, i + 1);
            let within = inner.map_or(0, |(size, _)| i + 1 + size);
            if self.descriptions.phrased(i + 1).is_some_and(|phrase| phrase.last > within) {
                return None; // "the Google owner"; not "L'Union européenne", known as a whole
            }
            match (inner, found) {
                (Some((inside, _)), Some((size, _))) if inside < size => break,
                (Some(_), _) => (i, found) = (i + 1, inner),
                (None, _) => break,
            }
        }
        let (size, party) = found?;
        let last = i + size;
        parties().named(self.view.span(i, last))?;
        if self.is_other(i, size, party) {
            return None;
        }
        let mut last = last;
        let is_person = parties().get(party).kind == "person";
        if last < words.len() && self.runs.joins(last) {
            let run = self.runs.run(i);
            if run > last && words.has(run - 1, &kinds::lists().project_ends) {
                return None; // "Sovereign AI Compute Strategy"
            }
            // "Bell AI Fabric", "Aker Horizons": the lexicon knows the first word only.
            let swallows = size == 1 && !is_person && run > last;
            if swallows && gazetteer_kind(self.view.span(i, run)).is_none() {
                last = run;
            }
        }
        while words.has(last, &lists().legal) && self.is_capital(last) {
            last += 1;
        }
        if parties().get(party).kind == "government" {
            if let Some(region) = self.localities.region_meant(i, last) {
                return Some(region);
            }
        }
        Some(self.of_lexicon(party, i, i, last))
    }

    /// True where a name of the lexicon is another's here, a place's or an ordinary word.
    fn is_other(&self, i: usize, size: usize, party: usize) -> bool {
        let (words, last) = (self.words, i + size);
        if size > 1 {
            // "the National Growth Fund" is no newspaper
            return size == 2
                && words.has(i, &self.known.determiners)
                && !self.is_capital(i)
                && last < words.len()
                && self.runs.joins(last);
        }
        if words.has(i, &self.known.never_names) {
            return true;
        }
        let is_ordinary = || self.is_opening(i) && parties().is_ordinary(&spelling(words.get(i)));
        if is_ordinary() && !self.capitals.shows(i) {
            return true;
        }
        if self.localities.seat(i) {
            return true; // "la ville d'Orange"
        }
        if parties().get(party).kind == "research" && self.localities.is_town(i) {
            return true; // "the machine in Cambridge"
        }
        words.has(last, &kinds::lists().place_nouns) && self.is_capital(last) // "Orange County"
    }

    fn of_lexicon(&self, party: usize, first: usize, head: usize, last: usize) -> Mention {
        let mut kind = kind_of(party);
        if kind == "media" && self.words.span(head..last).any(|word| word == "administration") {
            kind = "state"; // the White House speaks, the administration pays
        }
        let country = parties().get(party).country;
        Mention {
            country: Some(country).filter(|code| !code.is_empty()),
            noun: noun_of(party),
            party: Some(party),
            ..Mention::new(kind, first, last, head, self.view.span(head, last))
        }
    }

    /// Joins "le fonds canadien" and "Brookfield" where they stand side by side.
    fn absorb(&self, found: &mut Vec<Mention>, mut mention: Mention) {
        let takes = mention.form == NAME && matches!(mention.kind, "party" | "state" | "media");
        let count = found.len();
        if takes && count > 0 {
            let (mut at, mut country) = (count - 1, None);
            if found[at].noun == "demonym" && found[at].last == mention.first && count > 1 {
                // "la société d'investissement danoise X"
                (at, country) = (count - 2, found[at].country);
            }
            let last = &found[at];
            let is_same =
                last.party.is_none() || mention.party.map_or(true, |_| last.party == mention.party);
            if last.form == DESCRIPTION
                && !matches!(last.noun, "local" | "office" | "hidden")
                && is_same
                && self.descriptions.leads_to(last, &mention)
            {
                mention.first = last.first;
                if mention.noun.is_empty() {
                    mention.noun = last.noun;
                }
                mention.country = or(or(mention.country, last.country), country);
                if last.kind == "media" && mention.kind == "party" && mention.party.is_none() {
                    mention.kind = "media";
                }
                found.truncate(at);
            }
        }
        found.push(mention);
    }
}
