//! Places: known by the gazetteer, or told by what stands around a name never seen before.

use std::cell::Cell;
use std::sync::OnceLock;

use crate::base::chars;
use crate::base::lexicon::lexicon;
use crate::base::{FastMap, Set, Str};
use crate::mentions::model::{Mention, DESCRIPTION};
use crate::mentions::names::{gazetteer_kind, Known};
use crate::mentions::runs::Runs;
use crate::reference::names::name_words;
use crate::reference::places::lookup;
use crate::syntax::clauses;
use crate::text::fold::fold;

const LONGEST_LINKED: usize = 5;

/// Word lists of this module, some of which others ask for too.
pub struct Lists {
    pub project_nouns: Set,
    /// Prepositions of place that stand before parties as well.
    pub directions: Set,
    articles: Set,
    of: Set,
    /// Nouns whose complement is a place: "la ville d'Orange".
    seats: Set,
    /// The same, unless what follows acts as parties do.
    sites: Set,
    inside: Set,
    near: Set,
    linking: Set,
    governing: Set,
    auxiliaries: Set,
    invests: Set,
    of_place: Vec<Vec<String>>,
    regions: Set,
    contracted: FastMap<String, Str>,
    contracting: Set,
}

/// The word lists.
pub fn lists() -> &'static Lists {
    static LISTS: OnceLock<Lists> = OnceLock::new();
    LISTS.get_or_init(|| {
        let all = lexicon();
        let of = |name: &str| all.set(&format!("mentions.localities.{name}"));
        Lists {
            project_nouns: of("PROJECT_NOUNS"),
            directions: of("DIRECTIONS"),
            articles: of("_ARTICLES"),
            of: of("_OF"),
            seats: of("_SEATS"),
            sites: of("_SITES"),
            inside: of("_INSIDE"),
            near: of("_NEAR"),
            linking: of("_LINKING"),
            governing: of("_GOVERNING"),
            auxiliaries: of("_AUXILIARIES"),
            invests: of("_INVESTS"),
            of_place: {
                let phrases = all.get("mentions.localities._OF_PLACE").items();
                phrases.iter().map(|each| each.texts()).collect()
            },
            regions: of("_REGIONS"),
            contracted: all.map("mentions.localities._CONTRACTED"),
            contracting: of("_CONTRACTED"),
        }
    })
}

/// Tells the places of one text; made for it and thrown away after.
pub struct Localities<'a> {
    pub runs: &'a Runs<'a>,
    pub openings: &'a [bool],
    /// For each token, whether a preposition of place stands before it.
    pub before_place: &'a [bool],
    /// Where the next member of an enumeration of places would stand.
    pub after_place: Cell<Option<usize>>,
    lists: &'static Lists,
}

/// A place of the gazetteer as a mention.
fn mention(first: usize, last: usize, head: usize, name: &str, place: Known) -> Mention {
    let mention = Mention::new("place", first, last, head, name);
    Mention { country: Some(place.country), noun: place.kind, ..mention }
}

impl<'a> Localities<'a> {
    pub fn new(runs: &'a Runs<'a>, openings: &'a [bool], before_place: &'a [bool]) -> Self {
        Self { runs, openings, before_place, after_place: Cell::new(None), lists: lists() }
    }

    #[inline]
    fn is_opening(&self, i: usize) -> bool {
        self.openings.get(i) == Some(&true)
    }

    /// True for a token that a preposition of place stands before.
    #[inline]
    pub fn is_before_place(&self, i: usize) -> bool {
        self.before_place.get(i) == Some(&true)
    }

    /// True where a list holds the word right before a token.
    #[inline]
    fn follows(&self, i: usize, set: &Set) -> bool {
        i > 0 && self.runs.view.words.has(i - 1, set)
    }

    /// True where a place's name is also a word or a person's, and nothing says "place".
    ///
    /// Or a company's: it invests, and no preposition stands before it.
    pub fn demoted(&self, place: Known, first: usize, last: usize) -> bool {
        if place.kind == "town" && self.invests(first, last) {
            return true;
        }
        if !place.ambiguous {
            return false;
        }
        let words = self.runs.view.words;
        let governed = if first > 0 { words.get(first - 1) } else { "" };
        if self.after_place.get() == Some(first)
            && matches!(governed, "," | "et" | "and" | "ou" | "or" | "(")
        {
            return false;
        }
        if first > 1 && self.follows(first, &self.lists.articles) && self.is_before_place(first - 1)
        {
            return false; // "dans le Nord"
        }
        !self.is_before_place(first)
            && !words.is(last, "(")
            && (!matches!(governed, "de" | "d'" | "of") || self.is_opening(first))
    }

    /// True for "Norwegian group Halden will spend" and "Halden investira".
    fn invests(&self, first: usize, last: usize) -> bool {
        let words = self.runs.view.words;
        if self.is_before_place(first) || self.follows(first, &self.lists.governing) {
            return false;
        }
        let verb = last + usize::from(words.has(last, &self.lists.auxiliaries));
        words.has(verb, &self.lists.invests)
    }

    /// True after "la ville d'", "the town of".
    pub fn seat(&self, first: usize) -> bool {
        first >= 2
            && self.follows(first, &self.lists.of)
            && self.follows(first - 1, &self.lists.seats)
    }

    /// True for "in Cambridge", "à Jülich": a town that lends its name to what is there.
    pub fn is_town(&self, i: usize) -> bool {
        if !self.is_before_place(i) || self.follows(i, &self.lists.directions) {
            return false;
        }
        let place = gazetteer_kind(self.runs.word(i));
        place.is_some_and(|each| each.kind == "town") && !self.runs.view.words.is(i + 1, "'s")
    }

    /// A place whose name has small words inside: "Côte d'Ivoire", "Isle of Wight".
    pub fn linked(&self, first: usize) -> Option<Mention> {
        let words = self.runs.view.words;
        let linking = |i: usize| words.has(i, &self.lists.linking);
        // No name goes on beyond the first word that links nothing.
        let reach =
            (first + 1..first + LONGEST_LINKED).take_while(|&i| linking(i)).last().unwrap_or(first)
                + 2;
        for last in (first + 3..=words.len().min(reach).min(first + LONGEST_LINKED)).rev() {
            if !self.runs.is_capital(last - 1) {
                continue;
            }
            let name = self.runs.span(first, last);
            if let Some(place) = gazetteer_kind(name).filter(|each| each.kind != "metonym") {
                return Some(mention(first, last, first, name, place));
            }
        }
        None
    }

    /// True for "in the North East", "dans le Vexin".
    pub fn in_the(&self, first: usize, last: usize) -> bool {
        let words = self.runs.view.words;
        if first < 2
            || !self.follows(first, &self.lists.articles)
            || self.runs.is_capital(first - 1)
        {
            return false;
        }
        if words.has(last - 1, &name_words().company_words)
            || chars::isupper(self.runs.span(first, last))
        {
            return false;
        }
        self.follows(first - 1, &self.lists.inside)
    }

    /// The place that "in the northern Hauts-de-France region" means, and not its council.
    pub fn region_meant(&self, first: usize, last: usize) -> Option<Mention> {
        let words = self.runs.view.words;
        let regions = &self.lists.regions;
        if !words.any(first..last, regions) {
            return None;
        }
        let compass = self.follows(first, &clauses::lists().compass);
        let article = first.checked_sub(1 + usize::from(compass)).filter(|&each| each >= 1)?;
        if !words.has(article, &self.lists.articles) || !words.has(article - 1, &self.lists.inside)
        {
            return None;
        }
        let begin = first + usize::from(words.has(first, regions));
        let end = last - usize::from(words.has(last - 1, regions));
        if begin >= end || !self.runs.is_capital(begin) {
            return None;
        }
        let name = self.runs.span(begin, end);
        Some(mention(first, last, begin, name, gazetteer_kind(name)?))
    }

    /// True for "from Clonee, Ireland", "à Villers (Somme)": its region stands after it.
    pub fn is_located(&self, first: usize, last: usize) -> bool {
        let words = self.runs.view.words;
        if last + 1 >= words.len() || first == 0 {
            return false;
        }
        let of = self.follows(first, &self.lists.of);
        if of && first > 1 && self.follows(first - 1, &self.lists.sites) {
            return true;
        }
        let opened = words.is(last, "(");
        if !opened && !words.is(last, ",") {
            return false;
        }
        if of && words.has(last + 1, &self.lists.near) {
            return true; // "son usine de Fouju, près de Melun"
        }
        let governs = self.is_before_place(first) || of;
        if (!governs && !opened) || !self.runs.is_capital(last + 1) {
            return false;
        }
        let end = self.runs.run(last + 1);
        let Some(region) = gazetteer_kind(self.runs.span(last + 1, end)) else { return false };
        if !governs {
            // "Villers (Somme)", but "Norvane (Danemark)"
            return region.kind == "region" && words.is(end, ")");
        }
        let wide = matches!(region.kind, "region" | "country");
        !words.is(end, "'s") && (wide || !region.ambiguous)
    }

    /// A place whose name begins with its article: "Le Havre", "L'Ancienne-Lorette".
    pub fn with_article(&self, i: usize) -> Option<Mention> {
        let words = self.runs.view.words;
        if !words.has(i, &self.lists.articles) || !self.runs.is_capital(i + 1) {
            return None;
        }
        if self.runs.is_loud(i + 1) || words.has(i + 1, &name_words().never_names) {
            return None;
        }
        let name = self.runs.span(i, i + 2);
        if let Some(place) = gazetteer_kind(name) {
            if !self.is_opening(i) || self.keeps_article(i) {
                return Some(mention(i, i + 2, i, name, place));
            }
        }
        if self.is_opening(i) || !self.is_before_place(i) || self.follows(i, &self.lists.directions)
        {
            return None;
        }
        let last = self.runs.run(i + 1);
        Some(Mention::new("place", i, last, i, self.runs.span(i, last)))
    }

    /// True for "Le Havre", whose name has its article; not for "La France".
    fn keeps_article(&self, i: usize) -> bool {
        let own = lookup(self.runs.span(i, i + 2)).map_or("", |place| place.name);
        let article = fold(self.runs.word(i));
        fold(own).strip_prefix(article.as_str()).is_some_and(|rest| rest.starts_with(' '))
    }

    /// The place that a run of words begins with, and where its name or the run ends.
    pub fn place(&self, first: usize, run: usize) -> (Option<Known>, usize) {
        let words = self.runs.view.words;
        for last in [run + 2, run + 1] {
            // "Arabie saoudite", "Émirats arabes unis"
            if last <= words.len() && words.span(run..last).all(chars::isalpha) {
                let place = gazetteer_kind(self.runs.span(first, last));
                if let Some(place) = place.filter(|each| each.kind == "country") {
                    return (Some(place), last);
                }
            }
        }
        let article = if self.follows(first, &self.lists.contracting) {
            self.lists.contracted.get(words.get(first - 1))
        } else {
            None
        };
        let article = article.filter(|_| !words.has(first, &self.lists.project_nouns));
        for last in (first + 1..=run).rev() {
            let name = self.runs.span(first, last);
            let place = gazetteer_kind(name).or_else(|| {
                let place = gazetteer_kind(&format!("{} {name}", article?)); // "au Cap"
                place.filter(|each| !each.ambiguous)
            });
            // "Christian Poteau" is no town of that first name: what is left of a run after a
            // place must be something else by itself.
            if let Some(place) = place {
                if last == run || (!place.ambiguous && place.kind != "town") {
                    return (Some(place), last);
                }
            }
        }
        (None, run)
    }
}

/// Gives local bodies the names of their places, in place: "la commune de Fouju".
///
/// The place remains a mention of its own, for it may be where something is built.
pub fn name_bodies(mentions: &mut [Mention], runs: &Runs) {
    let words = runs.view.words;
    for at in 1..mentions.len() {
        let (body, place) = (&mentions[at - 1], &mentions[at]);
        if body.noun != "local" || body.form != DESCRIPTION || place.kind != "place" {
            continue;
        }
        let between = words.span(body.last..place.first);
        if lists().of_place.iter().any(|each| between.clone().eq(each.iter().map(String::as_str))) {
            mentions[at - 1].name = runs.span(body.first, place.last).to_string();
        }
    }
}

/// True for the place right after a local body that bears its name.
pub fn is_seat(body: &Mention, place: &Mention) -> bool {
    let most = lists().of_place.iter().map(Vec::len).max().unwrap_or(0);
    let near = place.first > body.last && place.first - body.last <= most && place.kind == "place";
    near && body.noun == "local" && body.name.ends_with(&place.name)
}
