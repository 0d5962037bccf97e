//! The entities that may answer a question at one sentence, whatever the quantity.

use std::cell::{OnceCell, RefCell};

use crate::base::{Features, Str};
use crate::decisions::bearings::GROUPS;
use crate::decisions::questions::PLACE;
use crate::decisions::weights::Row;
use crate::figures::around::Scenes;
use crate::figures::scenes::CHIEF;
use crate::figures::standing::{near, standings, Standing, FURTHEST};
use crate::page::venues::find_origins;

/// Sentences back beyond which an entity is no candidate, unless it is a chief one of the page.
const REACH: [usize; 4] = [3, 2, 4, 3];

/// What speaks for each candidate, in their order, where that was weighed.
pub type Rows = Vec<Option<Row<5>>>;

/// The entities that may answer a question at one sentence, whatever the quantity.
///
/// Speakers are not among them: who says a figure is told by words, not by standing near.
pub struct Nearby {
    sentence: usize,
    /// For each that stands near which questions it may answer, a bit each.
    pub open: Vec<u8>,
    /// How many stand near, or are chief ones: those are sorted by number, others come after them.
    near: usize,
    /// Numbers of the candidates, and how they stand at this sentence.
    pub all: RefCell<Vec<(usize, Standing)>>,
    /// What the sentence says of no answer.
    pub nothing: OnceCell<Features>,
    /// What speaks for each by how it stands, whatever the quantity.
    pub standing: RefCell<Rows>,
    /// The same with what it is, by the group of the quantity's role.
    pub lasting: RefCell<[Rows; GROUPS.len()]>,
}

impl Nearby {
    pub fn new(cx: &Scenes, sentence: usize) -> Self {
        let (page, scene) = (cx.page, cx.of(sentence));
        // What heads a section is near all of it.
        let heading = page.head_places.get(sentence).copied().flatten();
        let chiefs = cx.chiefs.iter().map(|&number| (number, FURTHEST + 1));
        let found = near(cx, scene, heading.map(|place| (place, 0)).into_iter().chain(chiefs));
        let origins = find_origins(page, &page.sentences[sentence]);
        let mut open: Vec<u8> = Vec::with_capacity(found.len());
        let mut numbers: Vec<usize> = Vec::with_capacity(found.len());
        for (number, gap) in found {
            // Where people only met nothing is built.
            if page.venues.contains(&number) {
                continue;
            }
            let entity = &page.entities[number];
            // A capital that a text was sent from, and that it names nowhere else, is no State.
            let sent_from = page.dateline == Some(number) && entity.mentions.len() == 1;
            let noun = if sent_from { "town" } else { entity.noun };
            let is_unknown = cx.unknown[number];
            let mut may = may_answer(entity.kind, noun, is_unknown, gap, cx.ranks[number] <= CHIEF);
            if may != 0 {
                if origins.contains(&number) {
                    may &= !(1 << PLACE);
                }
                open.push(may);
                numbers.push(number);
            }
        }
        let all = RefCell::new(standings(cx, scene, &numbers));
        let (nothing, standing, lasting) = Default::default();
        Self { sentence, open, near: numbers.len(), all, nothing, standing, lasting }
    }

    /// The place of an entity in `all`, if it is there.
    pub fn find(&self, number: usize) -> Option<usize> {
        let all = self.all.borrow();
        let (near, others) = all.split_at(self.near);
        match near.binary_search_by_key(&number, |(each, _)| *each) {
            Ok(at) => Some(at),
            Err(_) => Some(self.near + others.iter().position(|(each, _)| *each == number)?),
        }
    }

    /// The place of an entity in `all`, where it is put if it is far off, but answered before.
    pub fn place(&self, cx: &Scenes, number: usize) -> usize {
        self.find(number).unwrap_or_else(|| {
            let more = standings(cx, cx.of(self.sentence), &[number]);
            let mut all = self.all.borrow_mut();
            all.extend(more);
            all.len() - 1
        })
    }

    /// How the entity of that number stands at this sentence.
    pub fn standing(&self, cx: &Scenes, number: usize) -> Standing {
        let at = self.place(cx, number);
        self.all.borrow()[at].1
    }
}

/// The questions that an entity may answer from so many sentences off.
///
/// What it is may rule it out, wherever it stands.
fn may_answer(kind: Str, noun: Str, is_unknown: bool, gap: usize, is_chief: bool) -> u8 {
    let (party, place) = (kind == "party", kind == "place");
    let dealer = party || kind == "state" || place;
    let pays = match noun {
        _ if !place => true,
        "country" => true,
        "metonym" | "region" => gap == 0,
        _ => false,
    };
    let is_built = matches!(kind, "project" | "asset") || (party && is_unknown);
    let kinds = [(dealer || kind == "media") && pays, dealer, is_built, place];
    let may = |question: usize| kinds[question] && (is_chief || gap <= REACH[question]);
    (0..kinds.len()).fold(0, |found, question| found | u8::from(may(question)) << question)
}
