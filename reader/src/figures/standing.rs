//! How an entity stands in the text at one sentence: named there, lately, often, at its head.

use crate::base::names::each_once;
use crate::base::{features, Features, Known, Name, Str};
use crate::claim::PassageKind;
use crate::figures::around::{fineness, Ends, Scene, Scenes};
use crate::figures::profiles::{profile_names, Profile};
use crate::figures::scene::COMPANY;
use crate::mentions::model::Entity;
use crate::{feature, memo, memo_at};

/// Sentences back to which an entity is near.
pub const FURTHEST: usize = 4;
/// Stands for the distance of what is not near.
pub const FAR: u8 = u8::MAX;
/// Sentences from which on farther is no different.
const LONG_AGO: usize = 4;
/// Sentences after this one whose entities may answer already.
const AHEAD: usize = 2;
/// Rivals, ranks, places named since and towns of the page from which on more is no different.
const RIVALS: usize = 3;
const RANKS: usize = 4;
const SINCE: usize = 3;
const TOWNS: usize = 2;
/// Beside the bits of `Scene::company`, the one of the sentence that opens the list.
const LEAD: u8 = 1 << COMPANY;

/// Kind and noun of an entity, whether the sentence names it, and in an enumeration; how what is
/// built is worded, as the name of a feature would be kept.
pub type Being = (Str, Str, bool, bool, Name);
/// Whether the sentence names it, how many rivals stand there in its stead, its rank on the page
/// (no more of both than is told apart), whether the title names it, and a bit for each sentence
/// whose enumeration does: arguments of `presence_names`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Presence {
    here: bool,
    rivals: u8,
    rank: u8,
    in_title: bool,
    company: u8,
}

impl Presence {
    /// A number of its own.
    fn number(self) -> usize {
        usize::from(self.here)
            | usize::from(self.rivals) << 1
            | usize::from(self.rank) << 3
            | usize::from(self.in_title) << 6
            | usize::from(self.company) << 7
    }
}

/// Arguments of `past_names`: whether this sentence names it; sentences back to where it was last
/// named, or on to where it is named next; whether it was the first of its group in that sentence
/// before, the last, the only one, None where it is named next; whether that sentence before is of
/// the same section, or else whether this one is a title.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Past {
    here: bool,
    gap: u8,
    ends: Option<Ends>,
    alike: bool,
}

impl Past {
    /// A number of its own.
    fn number(self) -> usize {
        let bits = |(first, last, only): Ends| {
            1 | usize::from(first) << 1 | usize::from(last) << 2 | usize::from(only) << 3
        };
        usize::from(self.here)
            | usize::from(self.alike) << 1
            | self.ends.map_or(0, bits) << 2
            | usize::from(self.gap) << 6
    }
}

/// Arguments of `placing_names`: whether it heads the section, or another place does; whether the
/// text was sent from it; whether it is coarser than another place of the sentence, or finer; what
/// it is, where it lies in the country of the page; whether the sentence names it; whether it is a
/// fine one, and how many of its sort were named since; how many towns and regions the page names.
pub type Placing = (Str, bool, i8, Option<Str>, bool, Option<(bool, u8)>, u8);

/// An entity as one sentence has it.
///
/// What it weighs is looked up by what tells how it stands; the names of features are only put
/// together for what was never met, and for an explanation.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Standing {
    pub entity: usize,
    pub here: bool,
    pub being: Being,
    pub presence: Presence,
    pub past: Option<Past>,
    /// None for what is no place.
    pub placing: Option<Placing>,
    /// What it does in other sentences.
    pub profile: Profile,
}

impl Standing {
    /// Features of how it stands, in parts.
    pub fn parts(&self) -> [Features; 4] {
        [
            presence_names(self.presence),
            self.past.map_or(Features::NONE, past_names),
            self.placing.map_or(Features::NONE, placing_names),
            profile_names(self.profile),
        ]
    }
}

/// Entities named around a sentence, in the order of their numbers, with the sentences between.
///
/// Those just ahead count as one further, and those of `others`, each with its own distance, are
/// added; of one that is named several times the nearest mention counts.
pub fn near(
    cx: &Scenes,
    scene: &Scene,
    others: impl Iterator<Item = (usize, usize)>,
) -> Vec<(usize, usize)> {
    let (named, number) = (&cx.named, scene.number);
    let mut gaps = cx.gaps.borrow_mut();
    let mut found = Vec::with_capacity(32);
    let mut add = |entity: usize, gap: usize| {
        if gaps[entity] == FAR {
            found.push((entity, 0));
        }
        gaps[entity] = gaps[entity].min(gap as u8);
    };
    for step in 0..=FURTHEST.min(number) {
        named[number - step].iter().for_each(|&entity| add(entity, step));
    }
    for (step, ahead) in named.iter().skip(number + 1).take(AHEAD).enumerate() {
        ahead.iter().for_each(|&entity| add(entity, 2 + step));
    }
    others.for_each(|(entity, gap)| add(entity, gap));
    for (entity, gap) in &mut found {
        *gap = usize::from(std::mem::replace(&mut gaps[*entity], FAR));
    }
    found.sort_unstable();
    found
}

/// How the entities of these numbers stand at a sentence, in the order of the numbers.
pub fn standings(cx: &Scenes, scene: &Scene, numbers: &[usize]) -> Vec<(usize, Standing)> {
    let (company, lead) = (scene.company(cx), scene.lead(cx.page));
    let stands = |&number: &usize| {
        let (entity, here) = (&cx.page.entities[number], scene.names(number));
        let kind = entity.kind;
        let listed = company.get(&number).copied().unwrap_or(0);
        let opens = if lead.contains(&number) { LEAD } else { 0 };
        let rivals = if here { 0 } else { scene.rivals_of(cx.groups[number]) };
        let standing = Standing {
            entity: number,
            here,
            being: (kind, entity.noun, here, listed != 0, cx.worded(number)),
            presence: Presence {
                here,
                rivals: rivals.min(RIVALS) as u8,
                rank: cx.ranks[number].min(RANKS) as u8,
                in_title: cx.in_title[number],
                company: listed | opens,
            },
            past: past(cx, scene, number, here),
            placing: if kind == "place" { Some(placing(cx, scene, entity)) } else { None },
            profile: cx.profile(number, scene.number),
        };
        (number, standing)
    };
    numbers.iter().map(stands).collect()
}

fn tag(here: bool) -> Str {
    if here {
        "h"
    } else {
        "a"
    }
}

/// How prominent an entity is here and on the page.
pub fn presence_names(told: Presence) -> Features {
    memo_at!(Features, told.number(), {
        let Presence { here, rivals, rank, in_title, company } = told;
        let tag = tag(here);
        let first = match here {
            true => feature!("here"),
            false => feature!("absent:rivals={rivals}"),
        };
        let mut found = vec![first, feature!("{tag}:rank={rank}")];
        if in_title {
            found.push(feature!("{tag}:in-title"));
        }
        for step in (0..COMPANY).filter(|step| company >> step & 1 == 1) {
            found.extend([feature!("{tag}:enumeration{step}"), feature!("enumeration")]);
        }
        if company & LEAD != 0 {
            found.push(feature!("{tag}:lead"));
        }
        each_once(&mut found);
        features(&found)
    })
}

/// Where the entity of that number was last named before, or else is named next.
fn past(cx: &Scenes, scene: &Scene, number: usize, here: bool) -> Option<Past> {
    let (mine, numbers) = (scene.number, &cx.numbers[number]);
    let sentence = &cx.page.sentences[mine];
    let before = numbers.partition_point(|&each| each < mine);
    if before > 0 {
        let back = numbers[before - 1];
        let ends = cx.of(back).ends_of(number);
        let same = cx.page.sentences[back].section == sentence.section;
        let (gap, ends) = (LONG_AGO.min(mine - back) as u8, Some(ends.unwrap_or_default()));
        return Some(Past { here, gap, ends, alike: same });
    }
    let ahead = numbers.iter().find(|&&each| each > mine)? - mine;
    let title = matches!(sentence.kind, PassageKind::Title | PassageKind::Heading);
    Some(Past { here, gap: LONG_AGO.min(ahead) as u8, ends: None, alike: title })
}

/// Features of where an entity is named besides.
pub fn past_names(told: Past) -> Features {
    memo_at!(Features, told.number(), {
        let Past { here, gap, ends, alike } = told;
        match ends {
            Some(ends) => named_before(here, gap, ends, alike),
            None => named_after(here, gap, alike),
        }
    })
}

fn named_before(here: bool, back: u8, ends: Ends, same_section: bool) -> Features {
    let (tag, step) = (tag(here), back.min(3));
    let mut found = vec![feature!("{tag}:back={back}")];
    for (name, holds) in [("first", ends.0), ("last", ends.1), ("only", ends.2)] {
        if holds {
            found.push(feature!("{tag}:back-{name}={step}"));
        }
    }
    if same_section {
        found.push(feature!("{tag}:section"));
    }
    features(&found)
}

fn named_after(here: bool, ahead: u8, from_title: bool) -> Features {
    let tag = tag(here);
    let mut found = vec![feature!("{tag}:ahead={ahead}")];
    if from_title {
        found.push(feature!("{tag}:title-ahead={}", ahead.min(3)));
    }
    features(&found)
}

/// Whether a place heads the section, is a dateline, or is coarser than another one near.
fn placing(cx: &Scenes, scene: &Scene, entity: &Entity) -> Placing {
    let (page, number, mine) = (cx.page, entity.number, fineness(entity));
    let heading = page.head_places.get(scene.number).copied().flatten();
    let others = scene.places(page).iter().filter(|(_, other)| *other != number);
    let near = others.map(|(fine, _)| *fine).max().unwrap_or(mine);
    let is_home = entity.country == page.country && entity.country.is_some_and(|c| !c.is_empty());
    (
        match heading {
            None => "",
            Some(place) if place == number => "heads",
            Some(_) => "other-heads",
        },
        page.dateline == Some(number),
        (near - mine).signum() as i8,
        if is_home { Some(entity.noun) } else { None },
        scene.names(number),
        scene.recent(page).get(&number).map(|&(fine, since)| (fine, since.min(SINCE) as u8)),
        cx.towns.min(TOWNS) as u8,
    )
}

/// Features of a place.
pub fn placing_names(told: Placing) -> Features {
    let (heading, is_dateline, coarser, home, here, recent, towns) = told;
    type Key = (Known, bool, i8, Option<Known>, bool, Option<(bool, u8)>, u8);
    let key = (Known(heading), is_dateline, coarser, home.map(Known), here, recent, towns);
    memo!(Key => Features, key, {
        let tag = tag(here);
        let mut found = Vec::new();
        if !heading.is_empty() {
            found.push(feature!("{heading}-section"));
        }
        if is_dateline {
            found.push(feature!("dateline"));
        }
        if coarser != 0 {
            found.push(if coarser > 0 { feature!("coarser") } else { feature!("finer") });
        }
        if let Some(home) = home {
            found.push(feature!("home:{home}"));
        }
        if let Some((fine, since)) = recent {
            let sort = if fine { "fine" } else { "coarse" };
            found.push(feature!("{tag}:recent={since}:{sort}"));
        } else if !here {
            found.push(feature!("a:not-recent"));
        }
        if towns == 1 {
            found.push(feature!("{tag}:few-towns"));
        }
        features(&found)
    })
}
