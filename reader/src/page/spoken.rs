//! Who speaks by one verb of speech, or is named by "selon": the heart of `attributions`, where
//! Python has it.

use std::sync::OnceLock;

use crate::base::lexicon::lexicon;
use crate::base::{chars, Set, Str, Words};
use crate::mentions::model::{Mention, DESCRIPTION};
use crate::page::attributions::part_of_sentence;
use crate::page::model::{Page, Sentence, Voice};
use crate::page::owners::is_parent;
use crate::syntax::clauses::{self, is_oblique, preposition};
use crate::syntax::cues::Cue;

const PROMISING: [&str; 3] = ["prom", "pledg", "vow"];
const SUBJECT_REACH: usize = 9;
const OBJECT_REACH: usize = 3;
const SOURCE_REACH: usize = 7;
const NEAR_AGENT: usize = 5;
const VALUE_REACH: usize = 8;

struct Lists {
    articles: Set,
    before_inverted: Set,
    auxiliaries: Set,
    /// Words after which "annonce", "report" and the like are nouns.
    determiners: Set,
    adding: Set,
    asides: Set,
    offices: Set,
    stops: Set,
    ends: Set,
    /// Words that are objects where they stand between a party and its verb: "X le situe à".
    clitics: Set,
    hidden: Set,
    /// What speaks for its author: "a note by X puts it at", "les analystes de X tablent sur".
    studies: Set,
    that: Set,
    relatives: Set,
    /// Words after a subject that tell whose or where it is, before its verb comes.
    places: Set,
    /// Words after a verb of speech that tell when and where, not what: ", X reported last week".
    times: Set,
    that_which: Set,
    told: Set,
    by: Set,
    aside: Set,
}

fn lists() -> &'static Lists {
    static LISTS: OnceLock<Lists> = OnceLock::new();
    LISTS.get_or_init(|| {
        let of = |name: &str| lexicon().set(&format!("page.attributions.{name}"));
        Lists {
            articles: of("_ARTICLES"),
            before_inverted: of("_BEFORE_INVERTED"),
            auxiliaries: of("_AUXILIARIES"),
            determiners: of("_DETERMINERS"),
            adding: of("_ADDING"),
            asides: of("_ASIDES"),
            offices: of("_OFFICES"),
            stops: of("_STOPS"),
            ends: of("_ENDS"),
            clitics: of("_CLITICS"),
            hidden: of("_HIDDEN"),
            studies: of("_STUDIES"),
            that: of("_THAT"),
            relatives: of("_RELATIVES"),
            places: of("_WHERE"),
            times: of("_TIMES"),
            that_which: of("_THAT_WHICH"),
            told: Set::of(&["told", "tells"]),
            by: Set::of(&["by", "par"]),
            aside: Set::of(&[",", "»", "\"", "”", "–", "—", "-"]),
        }
    })
}

/// How a verb is heard that is not of mere speech, or else as told.
fn how(cue: &Cue, else_how: Str) -> Str {
    match cue.kind {
        "vow" => "vow",
        "hope" => "hope",
        _ => else_how,
    }
}

/// One cue of speech in its sentence, with all that may speak there.
pub struct Told<'a> {
    pub page: &'a Page,
    pub words: &'a Words,
    pub sentence: &'a Sentence,
    pub cue: &'a Cue,
    pub speakers: &'a [usize],
}

impl Told<'_> {
    fn mention(&self, number: usize) -> &Mention {
        &self.page.mentions[number]
    }

    /// The part of the sentence that the cue stands in, as the words of a mention.
    fn part(&self, mention: usize, how: Str) -> Voice {
        let (first, last) = part_of_sentence(self.words, self.sentence, self.cue.first);
        Voice { mention, how, at: self.cue.first, first, last }
    }

    /// What follows "selon" or "according to a report by"; a source close to X is not X.
    pub fn source(&self) -> Option<Voice> {
        for (i, &each) in self.speakers.iter().enumerate() {
            let mention = self.mention(each);
            if mention.first < self.cue.last {
                continue;
            }
            if mention.form == DESCRIPTION && mention.kind == "media" {
                if let Some(&author) = self.speakers.get(i + 1) {
                    let author = self.mention(author);
                    let governed = preposition(self.words, author.first, mention.last);
                    if matches!(governed, "by" | "of" | "from") {
                        continue; // "a report by X"
                    }
                }
            }
            let mut between = self.cue.last..mention.first;
            let near = between.len() <= SOURCE_REACH
                && !between.any(|at| self.words.is(at, ",") || self.words.has(at, &lists().hidden));
            return near.then(|| self.part(each, "source"));
        }
        None
    }

    /// A verb of speech with its subject.
    pub fn spoken(&self) -> Option<Voice> {
        let (words, cue, sentence, known) = (self.words, self.cue, self.sentence, lists());
        let verb = self.opening()?;
        let (first, last) = (words.get(cue.first), words.get(self.end()));
        if words.has(self.end(), &known.adding) && self.adds(verb) {
            return None; // "Microsoft ajoute 5 milliards", "the city adds a grant of": no speech
        }
        let participle = ["é", "ée", "és", "ées", "ed"].iter().any(|end| last.ends_with(end));
        let valued = participle && matches!(self.after(), "à" | "at");
        if let Some(agent) = self.agent(valued) {
            return Some(self.part(agent, "by"));
        }
        let lasting = last.ends_with("ing") || first.ends_with("ing");
        let before = verb.saturating_sub(2).max(sentence.first)..cue.first;
        if !lasting && words.any(before, &clauses::lists().be) {
            return None;
        }
        if participle && verb == cue.first && !last.ends_with('d') {
            return None; // "un projet estimé à": no verb of its own
        }
        if let Some(mention) = self.relative(verb) {
            let (how, first) = (how(cue, "say"), cue.first);
            return Some(Voice { mention, how, at: first, first, last: sentence.last });
        }
        if let Some(subject) = self.subject_after(verb) {
            return Some(self.part(subject, how(cue, "end")));
        }
        match self.subject_before(verb) {
            Some(subject) => self.said_by(subject),
            None => self.told().map(|medium| self.by_hidden(medium)),
        }
    }

    /// The token where a verb begins, auxiliaries included; None where it is a noun.
    fn opening(&self) -> Option<usize> {
        let (words, floor, known) = (self.words, self.sentence.first, lists());
        // "La Lettre A évalue": the "a" is the name's
        let ends = |at: usize| self.speakers.iter().any(|&m| self.mention(m).last == at);
        let mut verb = self.cue.first;
        if verb > 0 && words.has(verb - 1, &known.clitics) && ends(verb - 1) {
            verb -= 1;
        } else if verb > floor && words.has(verb - 1, &known.determiners) {
            return None;
        }
        while verb > floor && words.has(verb - 1, &known.auxiliaries) && !ends(verb) {
            verb -= 1;
        }
        Some(verb)
    }

    /// The last word of the cue.
    fn end(&self) -> usize {
        self.cue.last.saturating_sub(1)
    }

    /// The word after the cue; a full stop at the end.
    fn after(&self) -> &str {
        if self.cue.last < self.sentence.last {
            self.words.get(self.cue.last)
        } else {
            "."
        }
    }

    /// True where the word after the cue is one of a list; a full stop is at the end.
    fn follows(&self, set: &Set) -> bool {
        if self.cue.last < self.sentence.last {
            self.words.has(self.cue.last, set)
        } else {
            set.holds(".")
        }
    }

    /// True for "told" and "tells", after which stands who hears it.
    fn is_told(&self) -> bool {
        self.words.has(self.end(), &lists().told)
    }

    /// True where a verb of adding adds a figure, or has an object that it does not quote.
    fn adds(&self, verb: usize) -> bool {
        if self.after().chars().next().is_some_and(chars::is_digit) {
            return true;
        }
        // Before the first word of a page Python has its last one.
        let before = verb.checked_sub(1).unwrap_or(self.words.len() - 1);
        !self.follows(&lists().that) && !self.words.has(before, &lists().before_inverted)
    }

    /// The first that may speak after the verb.
    fn next(&self) -> Option<usize> {
        self.speakers.iter().copied().find(|&m| self.mention(m).first >= self.cue.last)
    }

    /// The medium that was told, where its name follows at once.
    fn told(&self) -> Option<usize> {
        if !self.is_told() {
            return None;
        }
        let medium = self.next()?;
        let mention = self.mention(medium);
        (mention.kind == "media" && mention.first - self.cue.last <= 1).then_some(medium)
    }

    /// All that a sentence says, as what a source told a medium.
    fn by_hidden(&self, medium: usize) -> Voice {
        let (first, last) = (self.sentence.first, self.sentence.last);
        Voice { mention: medium, how: "end", at: self.cue.first, first, last }
    }

    /// What a subject before its verb says: what follows, what went before, or the sum told of.
    fn said_by(&self, subject: usize) -> Option<Voice> {
        let (words, cue, sentence, known) = (self.words, self.cue, self.sentence, lists());
        let who = self.mention(subject);
        if who.noun == "hidden" {
            // Who is quoted is the medium that a hidden source told.
            if let Some(medium) = self.told().filter(|&medium| medium != subject) {
                return Some(self.by_hidden(medium));
            }
        }
        let mut opens = who.span.0;
        while opens > sentence.first && words.has(opens - 1, &known.articles) {
            opens -= 1;
        }
        let inside = opens > sentence.first;
        let aside = inside && words.has(opens - 1, &known.aside);
        if aside && (self.follows(&known.ends) || self.follows(&known.times) || self.is_told()) {
            return Some(self.part(subject, how(cue, "end")));
        }
        let quotes = self.follows(&known.that);
        let verb = words.get(self.end());
        if inside
            && words.has(opens - 1, &known.that_which)
            && !quotes
            && who.kind != "party"
            && !PROMISING.iter().any(|each| verb.starts_with(each))
        {
            // "the €2bn that the minister announced in May", unless what he said follows; a
            // company announces its own money.
            let voice = self.part(subject, how(cue, "say"));
            return Some(Voice { last: sentence.last, ..voice });
        }
        let (how, at) = (how(cue, "say"), cue.first);
        let heard = cue.kind != "remark" || quotes;
        heard.then_some(Voice { mention: subject, how, at, first: at, last: sentence.last })
    }

    /// By whom it is said: "first reported by X", "chiffré à 90 millions d'euros par X".
    fn agent(&self, is_valued: bool) -> Option<usize> {
        let (words, cue) = (self.words, self.cue);
        let reach = if is_valued { VALUE_REACH } else { OBJECT_REACH };
        if !words.any(cue.last..cue.last + reach, &lists().by) {
            return None;
        }
        let after = |&each: &usize| self.mention(each).first > cue.last;
        let agent = self.speakers.iter().copied().find(after)?;
        let who = self.mention(agent);
        if preposition(words, who.span.0, cue.last) == "by" {
            return Some(agent);
        }
        // "by its president, X"
        let titled = words.is(who.first - 1, ",") && who.first - cue.last <= NEAR_AGENT;
        titled.then_some(agent)
    }

    /// The subject of a verb that stands before it: "…, assure X", "» said X".
    fn subject_after(&self, verb: usize) -> Option<usize> {
        let (words, cue, known) = (self.words, self.cue, lists());
        if verb > self.sentence.first && !words.has(verb - 1, &known.before_inverted) {
            return None;
        }
        if self.is_told() {
            return None; // who follows is told: "OpenAI, meanwhile, has told its backers"
        }
        let mut start = cue.last;
        for &each in self.speakers {
            let mention = self.mention(each);
            if mention.first < start {
                continue;
            }
            let mut between = 0;
            for at in (start..mention.first).filter(|&at| !words.has(at, &known.articles)) {
                between += 1;
                if between > OBJECT_REACH || words.has(at, &known.ends) {
                    return None;
                }
            }
            if preposition(words, mention.first, cue.last) == "to" {
                start = mention.last; // "assurait à l'AFP le maire"
                continue;
            }
            return (between <= 1).then_some(each);
        }
        None
    }

    /// The subject that a clause about it parts from its verb: "X, who runs the fund, said".
    fn relative(&self, verb: usize) -> Option<usize> {
        if verb == 0 || !self.words.is(verb - 1, ",") {
            return None;
        }
        self.speakers.iter().copied().rev().find(|&each| {
            let last = self.mention(each).last;
            last + 1 < verb
                && self.words.is(last, ",")
                && self.words.has(last + 1, &lists().relatives)
        })
    }

    /// The subject that stands before its verb, what a preposition governs passed over.
    fn subject_before(&self, verb: usize) -> Option<usize> {
        let (words, known) = (self.words, lists());
        let seated = verb > 0 && words.is(verb - 1, "on"); // "À Bercy, on rappelle"
        for (at, &each) in self.speakers.iter().enumerate().rev() {
            let mention = self.mention(each);
            if mention.last > verb || (at > 0 && is_parent(self.page, self.speakers[at - 1], each))
            {
                continue;
            }
            if verb - mention.last > SUBJECT_REACH || self.is_apart(mention, verb) {
                return None;
            }
            let governed = preposition(words, mention.span.0, self.sentence.first);
            if self.speaks_through(mention, governed)
                || (seated && matches!(governed, "to" | "at" | "of"))
            {
                return Some(each);
            }
            if is_oblique(governed) || governed == "(" {
                continue;
            }
            let between = verb - mention.last;
            // "a diplomat in the Gulf state puts it at"
            let beside = between <= OBJECT_REACH
                || words.has(mention.last, &known.places)
                || words.has(mention.last, &known.asides);
            return beside.then_some(each);
        }
        None
    }

    /// True where what stands between a mention and a verb makes it no subject.
    fn is_apart(&self, mention: &Mention, verb: usize) -> bool {
        let (words, known) = (self.words, lists());
        let between = mention.last..verb;
        if words.any(between.clone(), &known.stops) {
            return true;
        }
        if !between.is_empty()
            && words.is(mention.last, "'s")
            && !words.any(between, &known.offices)
        {
            return true;
        }
        self.sentence.cues.iter().any(|cue| {
            matches!(cue.kind, "pay" | "get" | "speech" | "vow")
                && mention.last <= cue.first
                && cue.last <= verb
        })
    }

    /// True for X in "a note by X puts it at" and "a spokesman for X said".
    fn speaks_through(&self, mention: &Mention, governed: Str) -> bool {
        let (words, floor, known) = (self.words, self.sentence.first, lists());
        let first = mention.span.0;
        if matches!(governed, "by" | "of" | "from" | "at") {
            let mut noun = first.saturating_sub(1);
            while noun > floor && words.has(noun - 1, &known.articles) {
                noun -= 1;
            }
            if words.any(noun.saturating_sub(2).max(floor)..noun + 1, &known.studies) {
                return true;
            }
        }
        // Before the first word of a page Python has its last one.
        let spokesman = || first.checked_sub(2).unwrap_or(words.len() - 1);
        governed == "for" && words.get(spokesman()).starts_with("spokes")
    }
}
