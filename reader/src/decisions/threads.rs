//! The threads of a text: what it told before of the same project, or of the same payers.
//!
//! A text that comes back to a campus seldom says again where it stands and when it opens. So what
//! a quantity was answered with is kept by its projects and by its payers, and the next quantity of
//! either finds it there.

use std::cell::OnceCell;
use std::rc::Rc;

use crate::base::{features, FastMap, FastSet, Features, Known, Name, Str};
use crate::decisions::earlier::Numbers;
use crate::figures::around::{Scene, Scenes};
use crate::{feature, memo, memo_at};

/// What the lexicon of parties has for the country of the bodies of the European Union.
const UNION: Str = "EU";

/// What a quantity was answered with: entities by number.
#[derive(Debug, Clone)]
pub struct Thread {
    pub payers: Numbers,
    pub projects: Numbers,
    pub places: Numbers,
    /// Number of the date that the end was read from.
    pub end: Option<usize>,
    pub section: i64,
    pub sentence: usize,
}

/// What the quantities so far were answered with, in the order of the text.
#[derive(Default)]
pub struct Threads {
    all: Vec<Rc<Thread>>,
    by_project: FastMap<usize, usize>,
    by_payer: FastMap<usize, usize>,
}

impl Threads {
    /// Keep the answers to one more quantity; what is no pledge tells nothing of a project.
    pub fn add(&mut self, thread: Thread, group: Str) {
        if group == "passed" {
            return;
        }
        let number = self.all.len();
        self.by_project.extend(thread.projects.iter().map(|&each| (each, number)));
        self.by_payer.extend(thread.payers.iter().map(|&each| (each, number)));
        self.all.push(Rc::new(thread));
    }

    /// The latest that is known of any of these entities.
    fn latest(&self, known: &FastMap<usize, usize>, numbers: &[usize]) -> Option<Rc<Thread>> {
        let told = numbers.iter().filter_map(|number| known.get(number)).max();
        told.map(|&number| Rc::clone(&self.all[number]))
    }
}

/// What else the text tells of the projects and payers of a quantity.
pub struct Bound<'s> {
    cx: &'s Scenes<'s>,
    scene: &'s Scene,
    payers: Numbers,
    projects: Numbers,
    by_project: Option<Rc<Thread>>,
    by_payer: Option<Rc<Thread>>,
    last: Option<Rc<Thread>>,
    homes: OnceCell<[Rc<FastSet<usize>>; 2]>,
    is_union: OnceCell<bool>,
}

impl<'s> Bound<'s> {
    /// Who pays and for what, at the sentence of a quantity, and what was told before of them.
    pub fn new(
        cx: &'s Scenes<'s>,
        scene: &'s Scene,
        payers: Numbers,
        projects: Numbers,
        threads: &Threads,
    ) -> Self {
        Self {
            cx,
            scene,
            by_project: threads.latest(&threads.by_project, &projects),
            by_payer: threads.latest(&threads.by_payer, &payers),
            last: threads.all.last().cloned(),
            payers,
            projects,
            homes: OnceCell::new(),
            is_union: OnceCell::new(),
        }
    }

    /// Adds the places that were told of either.
    pub fn add_places(&self, found: &mut Vec<usize>) {
        for thread in [&self.by_project, &self.by_payer].into_iter().flatten() {
            found.extend_from_slice(&thread.places);
        }
    }

    /// The ends told before of the same project and of the same payer, where any was told.
    pub fn ends(&self) -> Vec<(Str, Option<usize>)> {
        let mut told = Vec::new();
        for (name, thread) in [("project", &self.by_project), ("payer", &self.by_payer)] {
            told.extend(thread.as_ref().map(|thread| (name, thread.end)));
        }
        let sentence = &self.cx.page.sentences[self.scene.number];
        if let Some(last) = &self.last {
            if last.section == sentence.section {
                let name = if last.sentence == sentence.number { "here" } else { "section" };
                told.push((name, last.end));
            }
        }
        told
    }

    /// Numbers of the sentences that name a project of the quantity, or a payer.
    fn homes(&self) -> &[Rc<FastSet<usize>>; 2] {
        self.homes.get_or_init(|| [self.cx.naming(&self.projects), self.cx.naming(&self.payers)])
    }

    /// True where bodies of a union of States pay: their money is of no one country.
    fn is_union(&self) -> bool {
        *self.is_union.get_or_init(|| {
            let entities = &self.cx.page.entities;
            !self.payers.is_empty()
                && self.payers.iter().all(|&n| entities[n].country == Some(UNION))
        })
    }

    /// Features of a place that may be the quantity's.
    pub fn of_place(&self, number: usize) -> Features {
        if self.payers.is_empty() && self.projects.is_empty() {
            return Features::NONE;
        }
        let named = &self.cx.numbers[number];
        let [homes, seats] = self.homes();
        place_names((
            self.scene.names(number),
            told(self.by_project.as_deref(), number),
            told(self.by_payer.as_deref(), number),
            meet(homes, named, self.scene.number),
            meet(seats, named, self.scene.number),
            Known(if self.is_union() { self.cx.page.entities[number].noun } else { "" }),
        ))
    }

    /// Features of the answer that the quantity has no place.
    pub fn no_place(&self) -> Features {
        let entities = &self.cx.page.entities;
        let is_asset = self.projects.iter().any(|&number| entities[number].kind == "asset");
        let what = match (self.projects.is_empty(), is_asset) {
            (true, _) => "none",
            (false, false) => "named",
            (false, true) => "asset",
        };
        no_place_names((
            Known(any(self.by_project.as_deref())),
            Known(any(self.by_payer.as_deref())),
            Known(what),
            self.payers.len().min(2),
            self.cx.towns.min(5),
        ))
    }
}

/// True where a sentence other than this one is among both; `named` ascends.
fn meet(sentences: &FastSet<usize>, named: &[usize], here: usize) -> bool {
    if sentences.len() < named.len() {
        sentences.iter().any(|&each| each != here && named.binary_search(&each).is_ok())
    } else {
        named.iter().any(|each| *each != here && sentences.contains(each))
    }
}

/// Whether a thread has a place; None where it has none at all.
fn told(thread: Option<&Thread>, number: usize) -> Option<bool> {
    thread
        .filter(|each| !each.places.is_empty())
        .map(|each| each.places.binary_search(&number).is_ok())
}

fn any(thread: Option<&Thread>) -> Str {
    match thread {
        None => "new",
        Some(thread) if thread.places.is_empty() => "none",
        Some(_) => "some",
    }
}

/// Whether the sentence names the place; whether it was told of the project, of the payers;
/// whether another sentence names it beside the one, beside the others; what it is, for a union.
type Placed = (bool, Option<bool>, Option<bool>, bool, bool, Known);

fn place_names(key: Placed) -> Features {
    let (here, by_project, by_payer, at_home, seated, Known(of_union)) = key;
    if !of_union.is_empty() {
        return memo!(Placed => Features, key, named_place(key));
    }
    let told = |told: Option<bool>| told.map_or(0, |told| 1 + usize::from(told));
    let bits = usize::from(here) | usize::from(at_home) << 1 | usize::from(seated) << 2;
    memo_at!(Features, bits | told(by_project) << 3 | told(by_payer) << 5, named_place(key))
}

fn named_place(key: Placed) -> Features {
    let (here, by_project, by_payer, at_home, seated, Known(of_union)) = key;
    let tag = if here { "h" } else { "a" };
    let mut found: Vec<Name> = Vec::new();
    for (name, told) in [("project", by_project), ("payer", by_payer)] {
        if let Some(told) = told {
            found.push(feature!("{tag}:{}-{name}", if told { "of" } else { "not-of" }));
        }
    }
    if at_home {
        found.push(feature!("{tag}:beside-project"));
    }
    if seated {
        found.push(feature!("{tag}:beside-payer"));
    }
    if !of_union.is_empty() {
        found.push(feature!("{tag}:union&{of_union}"));
    }
    features(&found)
}

/// Whether a thread of the project is known and has places, one of the payers; what the project is;
/// how many pay; how many towns the page names.
type NoPlace = (Known, Known, Known, usize, usize);

fn no_place_names(key: NoPlace) -> Features {
    memo!(NoPlace => Features, key, {
        let (Known(project), Known(payer), Known(what), payers, towns) = key;
        features(&[
            feature!("none:of-project={project}"),
            feature!("none:of-payer={payer}"),
            feature!("none:project={what}"),
            feature!("none:project={what}&payers={payers}"),
            feature!("none:towns={towns}"),
        ])
    })
}
