//! Descriptions and adjectives of countries: mentions that name nobody by name.

use std::sync::OnceLock;

use crate::base::chars::{first, is_alpha, is_digit, isalpha};
use crate::base::lexicon::lexicon;
use crate::base::{FastMap, Set, Str, Words};
use crate::mentions::model::{Mention, DESCRIPTION};
use crate::mentions::names::{
    country_names, gazetteer_kind, kind_of, lexicon_match, noun_of, phrase_openers, phrases,
};
use crate::mentions::resolve::or;
use crate::reference::names::{name_words, NameWords};
use crate::reference::parties::parties;
use crate::reference::places::{demonym_at, demonyms};
use crate::syntax::cues::{Cue, Group};
use crate::text::view::View;

/// Words that may stand before the noun of an office: "the deputy finance minister".
const LONGEST_OFFICE: usize = 2;
/// Words after the noun among which an adjective of its country may stand.
const FURTHEST_ADJECTIVE: usize = 5;

struct Lists {
    kinds: FastMap<String, Str>,
    web: Set,
    areas: Set,
    the: Set,
    money: Set,
    currencies: Vec<char>,
    of_money: Set,
    /// Stems of words after which money is meant: "une levée de fonds".
    raising: Vec<String>,
    /// Adjectives between a noun and the name that it describes: "le fonds public Tessaly".
    qualifiers: Set,
    indefinite: Set,
    /// How many, before a plural: "sept pays" are not just any countries.
    counted: Set,
    definite: Set,
    /// First words of the adjectives of countries that have two: "South Korean".
    openers_of_two: Set,
}

fn lists() -> &'static Lists {
    static LISTS: OnceLock<Lists> = OnceLock::new();
    LISTS.get_or_init(|| {
        let all = lexicon();
        let of = |name: &str| all.set(&format!("mentions.descriptions.{name}"));
        let currencies = all.get("mentions.descriptions._CURRENCIES").texts();
        let of_two = demonyms().keys().filter_map(|form| form.split_once(' '));
        let of_two: Vec<String> = of_two.map(|(opener, _)| opener.to_string()).collect();
        Lists {
            kinds: all.map("mentions.descriptions._KINDS"),
            web: of("_WEB"),
            areas: of("_AREAS"),
            the: of("_THE"),
            money: of("_MONEY"),
            currencies: currencies.iter().map(|sign| first(sign)).collect(),
            of_money: of("_OF_MONEY"),
            raising: all.list("mentions.descriptions._RAISING"),
            qualifiers: of("_QUALIFIERS"),
            indefinite: of("_INDEFINITE"),
            counted: of("_COUNTED"),
            definite: of("_DEFINITE"),
            openers_of_two: Set::new(all, &of_two),
        }
    })
}

/// Words that a description or an adjective of a country may begin with.
///
/// There are others, which only a text's cues tell: `Descriptions::begins`.
pub fn openers() -> Set {
    let single = demonyms().keys().filter(|form| !form.contains(' '));
    let single: Vec<String> = single.map(|form| form.to_string()).collect();
    Set::new(lexicon(), &single).or(phrase_openers())
}

fn is_company(kind: Str) -> bool {
    matches!(kind, "who_company" | "who_fund" | "who_bank")
}

const NONE: u32 = u32::MAX;

/// Finds the descriptions of one text; made for it and thrown away after.
pub struct Descriptions<'a> {
    view: &'a View<'a>,
    words: &'a Words,
    /// For each token, whether it begins with a capital.
    capital: &'a [bool],
    /// For each token, whether it opens a sentence, a bullet or a heading.
    openings: &'a [bool],
    cues: &'a [Cue],
    /// For each token, the noun that a description is built around: its place among the cues.
    nouns: Vec<u32>,
    /// For each token, the title that may stand for a person unnamed: "le maire".
    offices: Vec<u32>,
    countries: &'static FastMap<Str, Str>,
    english: bool,
    known: &'static NameWords,
}

impl<'a> Descriptions<'a> {
    /// `language` is the one in which countries are named.
    pub fn new(
        view: &'a View<'a>,
        capital: &'a [bool],
        cues: &'a [Cue],
        openings: &'a [bool],
        language: &str,
    ) -> Self {
        let mut nouns = vec![NONE; view.len()];
        let mut offices = vec![NONE; view.len()];
        for (number, cue) in cues.iter().enumerate() {
            let place = match cue.group {
                Group::Office => &mut offices[cue.first],
                Group::Noun => &mut nouns[cue.first],
                _ => continue,
            };
            if *place == NONE {
                *place = number as u32;
            }
        }
        Self {
            view,
            words: view.words,
            capital,
            openings,
            cues,
            nouns,
            offices,
            countries: country_names(language),
            english: language != "fr",
            known: name_words(),
        }
    }

    /// True where a description or an office is built around a word.
    pub fn begins(&self, i: usize) -> bool {
        self.nouns[i] != NONE || self.offices[i] != NONE
    }

    /// True where a description is built around a word.
    pub fn has_noun(&self, i: usize) -> bool {
        self.noun(i).is_some()
    }

    fn noun(&self, i: usize) -> Option<&'a Cue> {
        self.nouns.get(i).and_then(|&number| self.cues.get(number as usize))
    }

    fn is_capital(&self, i: usize) -> bool {
        self.capital.get(i).copied().unwrap_or(false)
    }

    fn is_opening(&self, i: usize) -> bool {
        self.openings.get(i).copied().unwrap_or(false)
    }

    /// A description that opens with a capital: "US tech groups", "Foreign companies".
    pub fn qualified(&self, i: usize) -> Option<Mention> {
        let (seat, mut n) = self.seated(i);
        let stop = (n + 4).min(self.words.len());
        while n < stop && self.is_adjective(n) {
            n += 1;
        }
        if n == i || !self.has_noun(n) {
            return None;
        }
        let mut mention = self.described(n, seat.is_some())?;
        if mention.first > i {
            mention.first = i;
            mention.name = self.view.span(i, mention.last).to_string();
        }
        mention.country = seat.or(mention.country);
        Some(mention)
    }

    /// Country and end of "Abu Dhabi-based"; the word itself where it begins no such thing.
    ///
    /// So too "the Amsterdam group": the town is where its seat is, and nothing is built there.
    fn seated(&self, i: usize) -> (Option<Str>, usize) {
        let (words, view) = (self.words, self.view);
        if i > 0 && matches!(words.get(i - 1), "the" | "a" | "an" | "its") {
            for n in [i + 2, i + 1] {
                let is_firm = self.noun(n).is_some_and(|noun| is_company(noun.kind));
                if !is_firm || self.is_capital(n) || !(i..n).all(|each| self.is_capital(each)) {
                    continue;
                }
                if let Some(place) = gazetteer_kind(view.span(i, n)) {
                    return (Some(place.country), n);
                }
            }
        }
        for n in i..(i + 3).min(words.len()) {
            if !self.is_capital(n) || words.has(n, &self.known.determiners) {
                break;
            }
            if let Some((town, _)) = words.get(n).rsplit_once("-based") {
                // Places are looked up by their folded names: capitals are of no account.
                let place = if n > i {
                    gazetteer_kind(&format!("{} {town}", view.span(i, n)))
                } else {
                    gazetteer_kind(town)
                };
                return (place.map(|each| each.country), n + 1);
            }
        }
        (None, i)
    }

    /// A public body told by its noun alone, with a capital: "the State", "la Région".
    pub fn ruling(&self, i: usize, run: usize) -> Option<Mention> {
        let noun = self.noun(i)?;
        if run != i + 1 || noun.last != i + 1 || i == 0 {
            return None;
        }
        if !matches!(noun.kind, "who_state" | "who_local") {
            return None;
        }
        if self.words.has(i - 1, &lists().the) {
            self.described(i, false)
        } else {
            None
        }
    }

    /// A phrase by which the press means one party: "créateur de ChatGPT".
    pub fn phrased(&self, i: usize) -> Option<Mention> {
        let words = self.words;
        for phrase in phrases(words, i) {
            let size = phrase.words.len();
            let is_said = (0..size).all(|each| words.id(i + each) == phrase.words[each]);
            if !is_said {
                continue;
            }
            let before = i.checked_sub(1).map_or("", |at| words.get(at));
            let led = i > 0 && words.has(i - 1, &self.known.determiners)
                || matches!(before, "," | "(" | "'s" | ":");
            if !led && (phrase.party.is_none() || size == 1) && !self.is_opening(i) {
                continue;
            }
            if phrase.party.is_none() && i > 0 && words.has(i - 1, &lists().indefinite) {
                continue;
            }
            let noun = (i..i + size).find(|&each| self.has_noun(each)).unwrap_or(i);
            let (last, country) = self.complement(i, i + size);
            let meant = phrase.party.or_else(|| phrase.meant.first().copied())?;
            let own = phrase.party.map(|party| parties().get(party).country);
            return Some(Mention {
                form: DESCRIPTION,
                country: or(country, own),
                noun: noun_of(meant),
                party: phrase.party,
                hints: phrase.meant.clone(),
                ..Mention::new(kind_of(meant), i, last, noun, self.view.span(i, last))
            });
        }
        None
    }

    /// A person told by an office alone: "le maire", "the chief executive of Norvane".
    ///
    /// So too one whom the text hides: "une source proche du dossier", "people close to it".
    pub fn office(&self, i: usize) -> Option<Mention> {
        let cue = self.offices.get(i).and_then(|&number| self.cues.get(number as usize))?;
        let words = self.words;
        if self.is_capital(i) || i == 0 || cue.last >= words.len() {
            return None;
        }
        let hidden = cue.kind == "hidden";
        let mut begin = i;
        while i - begin < LONGEST_OFFICE && self.qualifies(begin - 1) {
            begin -= 1;
        }
        if !words.has(begin - 1, &self.known.determiners) {
            if !hidden {
                return None;
            }
            begin = i;
        } else if matches!(words.get(begin - 1), "de" | "des" | "d'" | "of") && !hidden {
            return None;
        }
        if self.is_capital(cue.last) || is_digit(first(words.get(cue.last))) {
            return None;
        }
        Some(Mention {
            form: DESCRIPTION,
            noun: if hidden { "hidden" } else { "office" },
            ..Mention::new("person", begin, cue.last, begin, self.view.span(begin, cue.last))
        })
    }

    /// True for the English noun or adjective that tells which office: "economy minister".
    fn qualifies(&self, i: usize) -> bool {
        i > 0 && !self.words.has(i, &self.known.determiners) && self.is_plain(i)
    }

    /// True for an English word in small letters that belongs to no verb.
    fn is_plain(&self, i: usize) -> bool {
        self.english
            && !self.is_capital(i)
            && !self.words.has(i, &self.known.never_names)
            && !self.words.has(i, &self.known.verbal)
            && isalpha(self.words.get(i))
    }

    /// A description: determiner, noun of a party, and the adjectives around it.
    ///
    /// `led` is true where a seat stands before it: "the Amsterdam group".
    pub fn described(&self, i: usize, led: bool) -> Option<Mention> {
        let (noun, words, known) = (self.noun(i)?, self.words, lists());
        if words.is(i, "site") && !words.has((i + 1).min(words.len() - 1), &known.web) {
            return None; // where something is built, far more often than a medium
        }
        if words.has(i, &known.money) && self.is_money(i) {
            return None; // "une levée de fonds", "des fonds propres"
        }
        // Where the description begins, with what stands right before it.
        let mut begin = i;
        while begin > 0 && i - begin < 3 && self.is_adjective(begin - 1) {
            begin -= 1;
        }
        let adorned = begin < i;
        let is_area = words.has(i, &known.areas);
        let mut bare = begin == 0 || !words.has(begin - 1, &self.known.determiners);
        if bare && begin > 0 && words.is(begin - 1, "en") && is_area {
            bare = false; // "en région parisienne"
        }
        let mut back = begin;
        if bare && begin > 1 && self.modifies(begin - 1) {
            (back, bare) = (begin - 1, false); // "the science ministry"
        }
        // "Norvane, spécialiste danois du calcul"
        let beside = back > 1 && words.is(back - 1, ",") && self.is_capital(back - 2);
        if bare && !adorned && !self.is_opening(i) && !beside && !led {
            return None;
        }
        let begin = back;
        let (mut last, mut country) = self.complement(begin, noun.last);
        if is_company(noun.kind) && last == noun.last {
            (last, country) = self.seat_after(last, country);
        }
        if is_area && last > noun.last {
            let name = self.view.span(begin, last); // "région parisienne"
            let place = Mention::new("place", begin, last, begin, name);
            return Some(Mention { country, noun: "region", ..place });
        }
        let kind = known.kinds.get(noun.kind).copied().unwrap_or("party");
        let from = begin - usize::from(self.is_counted(begin, noun));
        Some(Mention {
            form: DESCRIPTION,
            country,
            noun: noun.kind.strip_prefix("who_").unwrap_or(noun.kind),
            ..Mention::new(kind, begin, last, noun.first, self.view.span(from, last))
        })
    }

    /// True where "fonds" is no party but money: "fonds propres", "un fonds de 3 milliards".
    fn is_money(&self, i: usize) -> bool {
        let words = self.words;
        let is_raised = || {
            let of = i > 1 && matches!(words.get(i - 1), "de" | "des" | "d'");
            of && lists().raising.iter().any(|stem| words.get(i - 2).starts_with(stem.as_str()))
        };
        words.has(i + 1, &lists().of_money) || is_raised() || self.is_sum(i)
    }

    /// True for "sept pays", new to the text; not for "les deux groupes", which were named.
    fn is_counted(&self, first: usize, noun: &Cue) -> bool {
        let words = self.words;
        if first == 0 || !words.has(first - 1, &lists().counted) {
            return false;
        }
        words.get(noun.last - 1).ends_with(['s', 'x'])
            && (first < 2 || !words.has(first - 2, &lists().definite))
    }

    /// True for "un fonds de 3 milliards", "a fund of €3bn": what is set up, and no payer.
    fn is_sum(&self, i: usize) -> bool {
        let words = self.words;
        if i == 0 || !words.has(i - 1, &lists().indefinite) || i + 2 >= words.len() {
            return false;
        }
        let size = first(words.get(i + 2));
        matches!(words.get(i + 1), "de" | "d'" | "of")
            && (is_digit(size) || lists().currencies.contains(&size))
    }

    /// End and country of "le groupe de Clermont-Ferrand", named by the town of its seat.
    fn seat_after(&self, i: usize, country: Option<Str>) -> (usize, Option<Str>) {
        let words = self.words;
        if !matches!(words.get(i), "de" | "d'") || !self.is_capital(i + 1) {
            return (i, country);
        }
        if self.is_capital(i + 2) {
            return (i, country);
        }
        match gazetteer_kind(self.view.word(i + 1)) {
            Some(place) if place.kind == "town" && lexicon_match(words, i + 1).is_none() => {
                (i + 2, or(country, Some(place.country)))
            }
            _ => (i, country),
        }
    }

    /// True for the one noun between an English article and the noun that it describes.
    fn modifies(&self, i: usize) -> bool {
        matches!(self.words.get(i - 1), "the" | "its" | "their") && self.is_plain(i)
    }

    /// Where a description ends, its adjective of a country included, and that country.
    fn complement(&self, first_word: usize, mut last: usize) -> (usize, Option<Str>) {
        let words = self.words;
        let mut country: Option<Str> = None;
        for n in first_word..(last + FURTHEST_ADJECTIVE + 1).min(words.len()) {
            let is_after = n >= last;
            let closes = || !is_alpha(first(words.get(n))) || words.has(n, &self.known.verbal);
            if is_after && closes() {
                break;
            }
            let code = demonym_at(words, n).filter(|code| !code.is_empty());
            if code.is_some() && !(is_after && self.is_capital(n)) {
                country = or(country, code);
                if n == last {
                    last = n + 1;
                }
            }
        }
        (last, country)
    }

    /// The country that an adjective speaks of: France in "le plan français".
    pub fn demonym(&self, i: usize) -> Option<Mention> {
        if self.english && !self.is_capital(i) {
            return None; // "to help us", "to polish"
        }
        let words = self.words;
        let mut code = None;
        if i + 1 < words.len() && words.has(i, &lists().openers_of_two) {
            let both = format!("{} {}", words.get(i), words.get(i + 1));
            code = demonyms().get(both.as_str()).copied(); // "South Korean"
        }
        let last = i + 1 + usize::from(code.is_some());
        let code = code.or_else(|| demonym_at(words, i))?;
        let name = self.countries.get(code).filter(|name| !name.is_empty())?;
        let place = Mention::new("place", i, last, i, name);
        Some(Mention { country: Some(code), noun: "demonym", ..place })
    }

    /// True for "le géant des puces" before "Nvidia": only its complement stands between.
    pub fn leads_to(&self, description: &Mention, name: &Mention) -> bool {
        let (words, between) = (self.words, description.last..name.first);
        if between.is_empty() {
            return true;
        }
        let raised = || between.clone().any(|each| self.is_capital(each));
        let is_origin = |each: usize| demonym_at(words, each).is_some();
        let is_told = |each: usize| words.has(each, &lists().qualifiers) || is_origin(each);
        if between.len() <= 2 && between.clone().all(is_told) {
            return !raised();
        }
        let is_part =
            |each: usize| is_alpha(first(words.get(each))) && !words.has(each, &self.known.verbal);
        let opens = matches!(words.get(between.start), "de" | "des" | "du" | "d'");
        between.len() <= 5
            && (opens || is_origin(between.start))
            && between.clone().all(is_part)
            && !raised()
    }

    fn is_adjective(&self, i: usize) -> bool {
        self.words.has(i, &self.known.adjectives)
            || demonym_at(self.words, i).is_some()
            || self.words.get(i).ends_with("-based")
    }
}
