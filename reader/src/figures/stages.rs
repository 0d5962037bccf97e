//! What the words of a stage near a quantity say of it (of `signs`, in Python).

use crate::base::{Name, Str};
use crate::feature;
use crate::figures::around::{Scenes, Surroundings};
use crate::figures::signs::{in_tense, nearest, told};
use crate::page::model::Page;
use crate::syntax::cues::Cue;

fn is_firm(kind: &str) -> bool {
    matches!(kind, "considered" | "confirmed" | "under_construction" | "operational" | "cancelled")
}

fn is_stage(kind: &str) -> bool {
    is_firm(kind) || matches!(kind, "announced" | "paused" | "hope")
}

/// What the nearest words of a stage say, in which tense.
pub(super) fn stage_names(page: &Page, around: &Surroundings, tense: Str, found: &mut Vec<Name>) {
    let (before, after) = nearest(page, around, is_stage);
    if before.is_empty() && after.is_empty() {
        found.push(feature!("stage=-"));
    }
    for kind in before {
        found.push(in_tense("stage=", kind, "", tense));
        found.push(told("stage=", kind, ""));
    }
    found.extend(after.into_iter().map(|kind| told("stage=", kind, ">")));
}

/// The only class of a stage that some cues tell; None where they tell several or none.
fn only<'a>(cues: impl Iterator<Item = &'a Cue>) -> (bool, Option<Str>) {
    let mut firm = cues.map(|cue| cue.kind).filter(|kind| is_firm(kind));
    let Some(kind) = firm.next() else { return (false, None) };
    (true, if firm.all(|other| other == kind) { Some(kind) } else { None })
}

/// The stage that the sentence speaks of, between semicolons, whatever figures it holds.
pub(super) fn part_stages(cx: &Scenes, around: &Surroundings, found: &mut Vec<Name>) {
    let page = cx.page;
    let (placed, sentence) = (around.placed(page), around.sentence(page));
    let (mut first, mut last) = (sentence.first, sentence.last);
    for &at in cx.of(sentence.number).breaks(page) {
        if !page.words.is(at, ";") {
            continue;
        }
        if at < placed.first {
            first = at + 1;
        } else if at >= placed.last {
            last = at;
            break;
        }
    }
    let inside = || sentence.cues.iter().filter(|c| first <= c.first && c.first < last);
    let mut left: Option<&Cue> = None;
    for cue in inside().filter(|c| c.first < placed.first && is_firm(c.kind)) {
        if left.map_or(true, |held| cue.last > held.last) {
            left = Some(cue);
        }
    }
    if let Some(cue) = left {
        found.push(told("left-stage=", cue.kind, ""));
    }
    match only(inside()) {
        (_, Some(kind)) => found.push(told("only-stage=", kind, "")),
        (false, None) if sentence.number > 0 => {
            let before = &page.sentences[sentence.number - 1];
            if before.section == sentence.section {
                let kind = only(before.cues.iter()).1;
                found.extend(kind.map(|kind| told("was-stage=", kind, "")));
            }
        }
        _ => {}
    }
}
