//! What an unknown name names, told by its own words and by what stands around it.

use std::sync::OnceLock;

use crate::base::chars;
use crate::base::lexicon::{keep, lexicon};
use crate::base::{Set, Str};
use crate::mentions::localities::{self, Localities};
use crate::mentions::names::{gazetteer_kind, spelling};
use crate::mentions::openings::{is_code, leading_digits};
use crate::mentions::persons::{has_office, is_named_so};
use crate::mentions::runs::{is_year, Runs};
use crate::reference::names::{name_words, NameWords};
use crate::syntax::cues::CuesAt;

const LONGEST_PERSON: usize = 4;
const GIVING_REACH: usize = 10;
/// Words that a cue before a name may have.
const LONGEST_CUE: usize = 3;

/// Word lists of this module, some of which others ask for too.
pub struct Lists {
    pub place_nouns: Set,
    /// Last words of the names of things built and of laws and plans: "Sunrise Wind".
    pub project_ends: Set,
    state_codes: Vec<Str>,
    parts_of_places: Set,
    /// Stems of verbs and nouns whose "à" stands before a party.
    giving: Vec<String>,
    finite: Vec<String>,
    between: Set,
    /// Nouns of what parties, and not places, have between them.
    ties: Set,
    closing: Set,
    money: Set,
}

/// The word lists.
pub fn lists() -> &'static Lists {
    static LISTS: OnceLock<Lists> = OnceLock::new();
    LISTS.get_or_init(|| {
        let all = lexicon();
        let of = |name: &str| all.set(&format!("mentions.kinds.{name}"));
        let list = |name: &str| all.list(&format!("mentions.kinds.{name}"));
        Lists {
            place_nouns: of("PLACE_NOUNS"),
            project_ends: of("PROJECT_ENDS"),
            state_codes: list("_STATE_CODES").iter().map(|each| keep(each)).collect(),
            parts_of_places: of("_PARTS_OF_PLACES"),
            giving: list("_GIVING"),
            finite: list("_FINITE"),
            between: of("_BETWEEN"),
            ties: of("_TIES"),
            closing: of("_CLOSING"),
            money: of("_MONEY"),
        }
    })
}

/// Roads and models of chips: "A1", "M25", "B300".
fn is_road(surface: &str) -> bool {
    if !surface.starts_with(|c: char| c.is_ascii_uppercase()) {
        return false;
    }
    let (digits, rest) = leading_digits(&surface[1..]);
    (1..=3).contains(&digits) && rest.is_empty()
}

/// Acronyms in the plural: "IRBs", "SPVs".
fn is_papers(surface: &str) -> bool {
    surface.strip_suffix('s').is_some_and(|rest| {
        (2..=4).contains(&rest.len()) && rest.bytes().all(|byte| byte.is_ascii_uppercase())
    })
}

/// How towns and counties are written, and hardly anything else.
fn is_toponym(surface: &str) -> bool {
    const JOINED: [&str; 11] =
        ["sur-", "lès-", "les-", "lez-", "en-", "sous-", "le-", "la-", "du-", "des-", "d'-"];
    let joined = surface.match_indices('-').any(|(at, _)| {
        JOINED.iter().any(|each| {
            let after = surface[at + 1..].strip_prefix(each);
            let next = after.and_then(|rest| rest.chars().next());
            next.is_some_and(|c| chars::chars().is_word(c))
        })
    });
    if joined || surface.ends_with("shire") {
        return true;
    }
    let rest = surface.strip_prefix("Saint").map(|rest| rest.strip_prefix('e').unwrap_or(rest));
    if let Some(rest) = rest.and_then(|each| each.strip_prefix('-')) {
        return rest.starts_with(|c| matches!(c, 'A'..='Z' | 'À'..='Þ'));
    }
    let rest = surface.strip_prefix("Ste").or_else(|| surface.strip_prefix("St"));
    let mut after = rest.unwrap_or("").chars();
    after.next().is_some_and(chars::is_space)
        && after.next().is_some_and(|c| c.is_ascii_uppercase())
}

/// Tells the kinds of the unknown names of one text; made for it and thrown away after.
pub struct Kinds<'a> {
    pub runs: &'a Runs<'a>,
    pub localities: &'a Localities<'a>,
    pub cues_at: &'a CuesAt<'a>,
    known: &'static NameWords,
    lists: &'static Lists,
}

impl<'a> Kinds<'a> {
    pub fn new(
        runs: &'a Runs<'a>,
        localities: &'a Localities<'a>,
        cues_at: &'a CuesAt<'a>,
    ) -> Self {
        Self { runs, localities, cues_at, known: name_words(), lists: lists() }
    }

    /// Kind of an unknown name; none for what is no name.
    pub fn of(&self, first: usize, last: usize) -> Option<Str> {
        let (words, known) = (self.runs.view.words, self.known);
        let surface = self.runs.span(first, last);
        let long = last >= first + 2;
        let before = if first > 0 { words.get(first - 1) } else { "" };
        if is_road(surface)
            || is_papers(surface)
            || (before == "," && self.lists.state_codes.contains(&surface)) // "in Austin, TX"
            // "EN DIRECT": in capitals, what "en" leads to is seldom a place
            || (before == "en" && chars::isupper(surface))
        {
            return None;
        }
        let folded = spelling(surface);
        if known.offices.holds(&folded) {
            return Some("media");
        }
        if words.has(first, &known.events) || (long && words.has(last - 1, &known.events)) {
            return None;
        }
        if self.is_project(first, last, &folded) {
            return Some("project");
        }
        if self.is_person(first, last) {
            return Some("person");
        }
        Some(self.of_what_stands_around(first, last))
    }

    /// True for a code, and for what is known or said to be a project.
    fn is_project(&self, first: usize, last: usize, folded: &str) -> bool {
        let known = self.known;
        is_code(self.runs.span(first, last))
            || self.is_before(first, |kind| kind == "name_project")
            || is_year(self.runs.view.words.get(last - 1))
            || (known.projects.holds(folded)
                && (!known.weak_projects.holds(folded)
                    || self.is_before(first, |kind| kind.starts_with("asset_"))))
    }

    /// True for a person, by the name or by what stands before or after it.
    fn is_person(&self, first: usize, last: usize) -> bool {
        let words = self.runs.view.words;
        let long = last >= first + 2;
        if is_named_so(words, first, last) || (long && self.runs.is_byline(first, last)) {
            return true;
        }
        let short = || words.has(self.runs.view.index_back(first, 1), &self.known.short_titles);
        if self.is_before(first, |kind| kind == "title_person") && (long || short()) {
            return true;
        }
        long && last - first <= LONGEST_PERSON
            && (has_office(words, last, self.cues_at, self.runs.capital)
                || self.is_office_holder(first, last))
    }

    fn of_what_stands_around(&self, first: usize, last: usize) -> Str {
        let (view, places) = (self.runs.view, self.localities);
        let words = view.words;
        let long = last >= first + 2;
        if words.has(view.index_back(first, 1), &self.lists.between)
            && words.has(view.index_back(first, 2), &self.lists.ties)
        {
            return "party"; // "the joint venture between Norvane and Telis"
        }
        let title =
            |i: Option<usize>| i.is_some_and(|i| self.is_before(i, |k| k == "title_person"));
        if view.back(first, 1) == "at" && title(first.checked_sub(1)) {
            return "party"; // "vice president at Norvane"
        }
        if places.seat(first) || places.is_located(first, last) {
            return "place";
        }
        let outskirts = long && words.has(first, &self.lists.parts_of_places);
        if outskirts && gazetteer_kind(self.runs.span(first + 1, last)).is_some() {
            return "place"; // "Greater Memphis"
        }
        if is_toponym(self.runs.span(first, last)) || places.in_the(first, last) {
            return "place";
        }
        if self.is_given(first) {
            return "party";
        }
        let is_medium = self.is_medium(first, last);
        let directed = words.has(view.index_back(first, 1), &localities::lists().directions);
        if places.is_before_place(first) && !directed {
            return if is_medium { "media" } else { "place" };
        }
        if long && words.has(last - 1, &self.lists.place_nouns) {
            return "place";
        }
        if is_medium {
            return "media";
        }
        if words.has(first, &localities::lists().project_nouns)
            || (long && words.has(last - 1, &self.lists.project_ends))
        {
            return "project";
        }
        "party"
    }

    /// True for "its secretary-general, Narit Sukhan," whose name no list of names knows.
    fn is_office_holder(&self, first: usize, last: usize) -> bool {
        let view = self.runs.view;
        let words = view.words;
        view.back(first, 1) == ","
            && first > 0
            && !words.has(last - 1, &self.known.company_words)
            && (last >= words.len() || words.has(last, &self.lists.closing))
            && self.is_before(first - 1, |kind| kind == "title_person")
    }

    /// True for "prêtera 300 millions d'euros à Norvane", "louera à Norvane".
    fn is_given(&self, first: usize) -> bool {
        let words = self.runs.view.words;
        if first < 2 || !words.is(first - 1, "à") {
            return false;
        }
        let gives = |word: &str| self.lists.giving.iter().any(|each| word.starts_with(&**each));
        let before = words.get(first - 2);
        if gives(before) {
            return self.lists.finite.iter().any(|each| before.ends_with(&**each));
        }
        words.has(first - 2, &self.lists.money)
            && words.span(first.saturating_sub(GIVING_REACH)..first - 2).any(gives)
    }

    /// True for "Bluff City Courier", "Courrier du Bassin".
    fn is_medium(&self, first: usize, last: usize) -> bool {
        let (words, media) = (self.runs.view.words, &self.known.media_words);
        last >= first + 2 && (words.has(first, media) || words.has(last - 1, media))
    }

    /// True where a cue of some class ends right before a token.
    fn is_before(&self, i: usize, holds: impl Fn(Str) -> bool) -> bool {
        (i.saturating_sub(LONGEST_CUE)..i)
            .flat_map(|back| self.cues_at.at(back))
            .any(|cue| cue.last == i && holds(cue.kind))
    }
}
