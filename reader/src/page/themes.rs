//! What the sentences around a quantity tell of who pays: their theme, and the backers of a round.
//!
//! "Norvane y logera un pôle d'IA. Coût : 100 M€": the second sentence speaks of the subject of
//! the first. "X has raised $105m. The round was led by Y and Z": the second names those who paid.
//! "Its first phase would cost €2bn": whose campus it is was told where it was first named. What
//! is built, and where, is carried in the same way (`scenery`).

use std::cell::{Cell, OnceCell};
use std::sync::OnceLock;

use crate::base::lexicon::lexicon;
use crate::base::{Set, Str};
use crate::claim::PassageKind;
use crate::page::model::{Page, PlacedQuantity, Sentence};
use crate::page::owners::allows;
use crate::page::scenery::{titles, Scenery, Titles};
use crate::page::spokesmen::houses;
use crate::syntax::clauses::{is_oblique, preposition};

const THEME_REACH: usize = 2;
const FAR_REACH: usize = 5;
const BACKER_REACH: usize = 3;
const RAISER_REACH: usize = 3;
const NEAR_VERB: usize = 5;
const OPENING: usize = 4;
const RECIPIENT_REACH: usize = 3;
const COMPARED_REACH: usize = 3;
const THEMES: [Str; THEME_REACH] = ["theme1", "theme2"];

struct Lists {
    possessives: Set,
    compared: Set,
    recipients: Set,
    receiving: Set,
    /// What stands between them and the name: "Main recipient: Norvane", "The winners are".
    links: Set,
    pronouns: Set,
    definite: Set,
}

fn lists() -> &'static Lists {
    static LISTS: OnceLock<Lists> = OnceLock::new();
    LISTS.get_or_init(|| {
        let of = |name: &str| lexicon().set(&format!("page.themes.{name}"));
        Lists {
            possessives: of("_POSSESSIVES"),
            compared: of("_COMPARED"),
            recipients: of("_RECIPIENTS"),
            receiving: of("_RECEIVING"),
            links: of("_LINKS"),
            pronouns: of("_PRONOUNS"),
            definite: of("_DEFINITE"),
        }
    })
}

/// Give each quantity of a page the mentions of other sentences that it hangs by, in place.
pub fn themes_of(page: &mut Page) {
    let found = find_themes(page);
    for (placed, themes) in page.quantities.iter_mut().zip(found) {
        placed.themes = themes;
    }
}

fn find_themes(page: &Page) -> Vec<Vec<(usize, Str)>> {
    let subjects = Subjects::new(page);
    let titles = titles(&page.sentences);
    let scenery = Scenery::new(page, &subjects, &titles);
    let themes = Themes::new(page, &subjects, &titles);
    let of = |placed: &PlacedQuantity| {
        let mut found = Vec::new();
        themes.of(placed, &mut found);
        found.extend_from_slice(scenery.of(placed));
        found
    };
    page.quantities.iter().map(of).collect()
}

/// The subjects of the sentences of one page, each found when first asked for.
pub struct Subjects<'p> {
    page: &'p Page,
    found: Vec<OnceCell<Vec<usize>>>,
}

impl<'p> Subjects<'p> {
    pub fn new(page: &'p Page) -> Self {
        Self { page, found: page.sentences.iter().map(|_| OnceCell::new()).collect() }
    }

    /// The subject of a sentence, with its fellows.
    pub fn of(&self, number: usize) -> &[usize] {
        self.found[number].get_or_init(|| find_subjects(self.page, &self.page.sentences[number]))
    }
}

struct Themes<'a> {
    page: &'a Page,
    subjects: &'a Subjects<'a>,
    /// Of each sentence the numbers of those that head it.
    titles: &'a [Titles],
    standing: Vec<Standing>,
    backers: Vec<OnceCell<Vec<usize>>>,
    /// Of each section's first sentence the first from there on that has a subject, as far as known.
    firsts: Vec<Cell<usize>>,
}

impl<'a> Themes<'a> {
    fn new(page: &'a Page, subjects: &'a Subjects<'a>, titles: &'a [Titles]) -> Self {
        Self {
            page,
            subjects,
            titles,
            standing: standing(&page.sentences),
            backers: page.sentences.iter().map(|_| OnceCell::new()).collect(),
            firsts: (0..page.sentences.len()).map(Cell::new).collect(),
        }
    }

    /// All that tells, from outside its sentence, who pays or receives a quantity.
    fn of(&self, placed: &PlacedQuantity, found: &mut Vec<(usize, Str)>) {
        let sentence = &self.page.sentences[placed.sentence];
        self.before(placed, sentence, found);
        self.lead(sentence, found);
        self.first(sentence, found);
        self.round(sentence, found);
        self.recipients(sentence, found);
        found.extend(houses(self.page, placed, self.subjects));
    }

    /// The subject of the sentence before, or of the last one that has one.
    fn before(&self, placed: &PlacedQuantity, sentence: &Sentence, found: &mut Vec<(usize, Str)>) {
        for step in 1..=FAR_REACH.min(sentence.number) {
            let number = sentence.number - step;
            if self.page.sentences[number].section != sentence.section {
                return;
            }
            let subjects = self.subjects.of(number);
            if subjects.is_empty() {
                continue;
            }
            let name = THEMES.get(step - 1).copied().unwrap_or("~theme-far");
            let owned = self.is_owned(placed, sentence);
            for &mention in subjects {
                found.push((mention, name));
                if owned {
                    found.push((mention, "~its"));
                }
            }
            return;
        }
    }

    /// The subject of the sentence that opens the list: "The State has set aside $2bn: …".
    fn lead(&self, sentence: &Sentence, found: &mut Vec<(usize, Str)>) {
        let (words, number) = (&self.page.words, self.standing[sentence.number].lead);
        let lead = &self.page.sentences[number];
        if number == sentence.number || lead.last == 0 || !words.is(lead.last - 1, ":") {
            return;
        }
        let subjects = self.subjects.of(number);
        if subjects.is_empty() {
            return;
        }
        let tells = |kind: Str| lead.cues.iter().any(|cue| cue.kind == kind);
        let gets = tells("get") || words.any(lead.first..lead.last, &lists().receiving);
        let name = if gets || !tells("pay") { "lead" } else { "lead:pay" };
        found.extend(subjects.iter().map(|&mention| (mention, name)));
    }

    /// True for "its data centre would cost €2bn": the owner was named before.
    fn is_owned(&self, placed: &PlacedQuantity, sentence: &Sentence) -> bool {
        let mentions = sentence.mentions.iter().map(|&m| &self.page.mentions[m]);
        let mut payers = mentions.filter(|m| is_payer(m.kind));
        let stop = payers.next().map_or(placed.first, |m| m.first.min(placed.first));
        self.page.words.any(sentence.first..stop, &lists().possessives)
    }

    /// The subject of the title, and the first one of the section.
    fn first(&self, sentence: &Sentence, found: &mut Vec<(usize, Str)>) {
        let number = sentence.number;
        let all = |subjects: &[usize], name: Str, found: &mut Vec<(usize, Str)>| {
            found.extend(subjects.iter().map(|&mention| (mention, name)));
        };
        let mut titles = self.titles[number].iter().map(|title| self.subjects.of(title));
        if let Some(subjects) = titles.find(|subjects| !subjects.is_empty()) {
            all(subjects, "~of-title", found);
        }
        if let Some(item) = self.standing[number].item {
            all(self.subjects.of(item), "~of-item", found);
            return;
        }
        let opening = self.first_told(self.standing[number].opens, number);
        if opening < number {
            all(self.subjects.of(opening), "~of-section", found);
        }
    }

    /// The first sentence of a section that has a subject, looked for up to a sentence.
    fn first_told(&self, first: usize, number: usize) -> usize {
        let mut known = self.firsts[first].get();
        while known < number && self.subjects.of(known).is_empty() {
            known += 1;
        }
        self.firsts[first].set(known);
        known
    }

    /// Who is called the receiver of the sum before: "Premier bénéficiaire, Norvane".
    fn recipients(&self, sentence: &Sentence, found: &mut Vec<(usize, Str)>) {
        let from = sentence.number + 1;
        for after in self.page.sentences.iter().skip(from).take(RECIPIENT_REACH) {
            let received = received(self.page, after);
            found.extend(received.iter().map(|&mention| (mention, "~recipient")));
            if !received.is_empty() || !after.quantities.is_empty() {
                return; // another sum is what the next one receives
            }
        }
    }

    /// Who is said to have led or joined a round, and whose round it is.
    fn round(&self, sentence: &Sentence, found: &mut Vec<(usize, Str)>) {
        let (sentences, number) = (&self.page.sentences, sentence.number);
        for before in (number.saturating_sub(RAISER_REACH)..number).rev() {
            let earlier = &sentences[before];
            if earlier.section != sentence.section {
                break;
            }
            if earlier.cues.iter().any(|cue| cue.kind == "get") {
                found.extend(self.subjects.of(before).iter().map(|&m| (m, "~raiser")));
                break;
            }
        }
        if !sentence.cues.iter().any(|cue| matches!(cue.kind, "round" | "get")) {
            return;
        }
        for later in sentences.iter().skip(number + 1).take(BACKER_REACH) {
            if matches!(later.kind, PassageKind::Title | PassageKind::Heading) {
                return;
            }
            if later.section != sentence.section && !self.tells_round(later) {
                continue; // a new paragraph may go on with the round, but must say so
            }
            let backers = self.backers[later.number].get_or_init(|| paying(self.page, later));
            found.extend(backers.iter().map(|&mention| (mention, "backer")));
            if !backers.is_empty() {
                return;
            }
        }
    }

    /// True for "Le tour de table a été mené par", "It was led by": a round told before.
    fn tells_round(&self, sentence: &Sentence) -> bool {
        let (words, first) = (&self.page.words, sentence.first);
        words.has(first, &lists().pronouns)
            || (words.any(first..first + OPENING, &lists().definite)
                && sentence.cues.iter().any(|cue| cue.kind == "round"))
    }
}

fn is_payer(kind: Str) -> bool {
    matches!(kind, "party" | "state")
}

/// Where a sentence stands.
struct Standing {
    /// The first sentence of its section.
    opens: usize,
    /// The item before it, in its section.
    item: Option<usize>,
    /// The sentence that leads its list; its own where there is none.
    lead: usize,
}

/// Where each sentence stands, in one pass: a section may have thousands of sentences.
fn standing(sentences: &[Sentence]) -> Vec<Standing> {
    let mut found: Vec<Standing> = Vec::with_capacity(sentences.len());
    for (number, sentence) in sentences.iter().enumerate() {
        let is_item = sentence.kind == PassageKind::Bullet;
        let (Some(last), Some(before)) = (found.last(), number.checked_sub(1)) else {
            found.push(Standing { opens: number, item: None, lead: number });
            continue;
        };
        let same = sentences[before].section == sentence.section;
        let is_item_before = sentences[before].kind == PassageKind::Bullet;
        let opens = if same { last.opens } else { number };
        let item = if is_item_before { Some(before) } else { last.item };
        let lead = match (is_item, is_item_before) {
            (true, true) => last.lead,
            (true, false) => before,
            _ => number,
        };
        found.push(Standing { opens, item: item.filter(|_| same), lead });
    }
    found
}

/// The first party that no preposition governs, with its fellows.
///
/// Who only says what others do ("…, indique Norvane") is no subject of the story.
fn find_subjects(page: &Page, sentence: &Sentence) -> Vec<usize> {
    let words = &page.words;
    let spoken = |at: usize| sentence.cues.iter().any(|c| c.kind == "speech" && c.last == at);
    let is_party = |&m: &usize| {
        let entity = page.mentions[m].entity;
        entity.is_some_and(|e| is_payer(page.entities[e].kind))
    };
    let parties = || sentence.mentions.iter().copied().filter(is_party);
    for number in parties() {
        let mention = &page.mentions[number];
        let first = mention.span.0;
        let governed = preposition(words, first, sentence.first);
        if is_oblique(governed) || governed == "(" || words.is(mention.last, "'s") {
            continue;
        }
        if spoken(first) || spoken(mention.first) || allows(page, number) {
            continue;
        }
        let before = sentence.first.max(first.saturating_sub(COMPARED_REACH))..mention.first;
        if words.any(before, &lists().compared) {
            continue; // "un projet qui rivalise avec celui que les Émirats développent"
        }
        let fellow = |m: &usize| *m == number || page.mentions[*m].span == mention.span;
        return parties().filter(fellow).collect();
    }
    Vec::new()
}

/// Parties that a sentence opens by calling the receivers of what was told before.
fn received(page: &Page, sentence: &Sentence) -> Vec<usize> {
    let words = &page.words;
    let mut opening = sentence.first..sentence.last.min(sentence.first + OPENING);
    let Some(at) = opening.find(|&at| words.has(at, &lists().recipients)) else {
        return Vec::new();
    };
    let mentions = || sentence.mentions.iter().map(|&m| (m, &page.mentions[m]));
    let named = mentions().find(|(_, m)| m.kind == "party" && m.entity.is_some() && m.first > at);
    let Some((_, mention)) = named else { return Vec::new() };
    if !(at + 1..mention.span.0).all(|i| words.has(i, &lists().links)) {
        return Vec::new();
    }
    let fellows = mentions().filter(|(_, m)| m.span == mention.span && m.entity.is_some());
    fellows.map(|(number, _)| number).collect()
}

/// Parties next to a verb of leading or joining a round.
fn paying(page: &Page, sentence: &Sentence) -> Vec<usize> {
    let verbs = || sentence.cues.iter().filter(|cue| cue.kind == "backing");
    let mut found = Vec::new();
    let Some(opening) = verbs().next() else { return found };
    for &number in &sentence.mentions {
        let mention = &page.mentions[number];
        if !is_payer(mention.kind) || mention.entity.is_none() {
            continue;
        }
        let (first, last) = mention.span;
        let beside = verbs().any(|verb| {
            (verb.last <= first && first - verb.last <= NEAR_VERB)
                || (last <= verb.first && verb.first - last <= 2)
        });
        // "Le tour a été mené par Norvane, avec Telis et Orlac"
        let joins = || preposition(&page.words, first, sentence.first) == "with";
        if beside || (!found.is_empty() && first > opening.first && joins()) {
            found.push(number);
        }
    }
    found
}
