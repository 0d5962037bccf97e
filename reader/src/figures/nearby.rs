//! How one mention stands to a quantity of its own sentence: where, how far, governed by what.
//!
//! The names of features are put together once for each combination of what they tell (`memo!`): a
//! list that is met again has the same number, and so has what it weighs.

use std::sync::OnceLock;

use crate::base::chars;
use crate::base::lexicon::{keep, lexicon};
use crate::base::names::each_once;
use crate::base::{features, members, FastMap, Features, Known, Name, Str, Words};
use crate::figures::around::{bucket, Scene, Scenes, Side, Surroundings};
use crate::mentions::model::Mention;
use crate::page::model::{Page, Sentence};
use crate::syntax::clauses::preposition;
use crate::syntax::cues::Cue;
use crate::{feature, memo, memo_at};

const NEAR: usize = 6;
const DETERMINER_REACH: usize = 4;

struct Lists {
    /// Classes of cues, each with its bit: a set of them is told as one whole number, a small key
    /// to what was seen before.
    bits: FastMap<Str, u32>,
    between: Vec<(Str, u32)>,
    following: Vec<(Str, u32)>,
    preceding: Vec<(Str, u32)>,
    marks: FastMap<u32, Str>,
    determiners: FastMap<u32, Str>,
}

fn lists() -> &'static Lists {
    static LISTS: OnceLock<Lists> = OnceLock::new();
    LISTS.get_or_init(|| {
        let all = lexicon();
        let rows = |name: &str| all.get(&format!("figures.nearby.{name}")).rows().iter();
        let items = |name: &str| all.get(&format!("figures.nearby.{name}")).items().iter();
        let bits: FastMap<Str, u32> =
            rows("_BITS").map(|(kind, bit)| (keep(kind.text()), bit.int() as u32)).collect();
        let of = |name: &str| {
            let kinds = items(name).map(|kind| keep(kind.text()));
            kinds.map(|kind| (kind, bits.get(kind).copied().unwrap_or(0))).collect()
        };
        Lists {
            between: of("_BETWEEN"),
            following: of("_FOLLOWING"),
            preceding: of("_PRECEDING"),
            marks: items("_MARKS")
                .filter_map(|mark| Some((all.word(mark.text())?, keep(mark.text()))))
                .collect(),
            determiners: rows("_DETERMINERS")
                .filter_map(|(word, class)| Some((all.word(word.text())?, keep(class.text()))))
                .collect(),
            bits,
        }
    })
}

/// Features of an entity's nearest mentions on either side, in the quantity's own sentence.
///
/// `number` is that of the entity, which the sentence mentions; what is found is added to `found`.
pub fn mention_parts(cx: &Scenes, around: &Surroundings, number: usize, found: &mut Vec<Features>) {
    let (page, scene) = (cx.page, cx.of(around.sentence));
    let placed = around.placed(page);
    let (mut left, mut right) = (None, None);
    for &at in scene.mentions_of(number) {
        let mention = &page.mentions[at];
        if mention.last <= placed.first {
            left = Some(at);
        } else if right.is_none() && mention.first >= placed.last {
            right = Some(at);
        }
    }
    match (left, right) {
        (None, None) => {}
        (Some(one), None) | (None, Some(one)) => found.extend(parts(page, scene, around, one)),
        (Some(left), Some(right)) => {
            // What both tell ("form=name") counts once.
            let mut names: Vec<Name> = Vec::with_capacity(48);
            for side in [left, right] {
                for part in parts(page, scene, around, side) {
                    names.extend(members(part).iter());
                }
            }
            each_once(&mut names);
            found.push(features(&names));
        }
    }
}

/// Features of one mention: where it stands, what it is, and which cues are about.
fn parts(page: &Page, scene: &Scene, around: &Surroundings, number: usize) -> [Features; 5] {
    let (words, sentence, placed) = (&page.words, around.sentence(page), around.placed(page));
    let mention = &page.mentions[number];
    let (mut first, mut last) = mention.span;
    let (mut side, mut distance) = around.side(page, first, last);
    if side == Side::Inside {
        // The enumeration holds the quantity: "Italie (1,19 milliard), Allemagne".
        (first, last) = (mention.first, mention.last);
        (side, distance) = around.side(page, first, last);
    }
    let (lo, hi) = if side == Side::Left { (last, placed.first) } else { (placed.last, first) };
    let inside = around.left_clause <= mention.first && mention.first < around.right_clause;
    let crossed = around.quantities_between(page, first, last).min(2);
    let prep = preposition(words, first, sentence.first);
    let is_first = scene.first_of(mention.kind) == Some(number);
    let opens = is_first && first <= sentence.first + 3;
    let is_near = distance < NEAR;
    let thing = match mention.kind {
        "asset" | "project" => {
            let determiner = led_by(words, first, sentence.first);
            built((side, mention.kind, prep, determiner, is_near))
        }
        _ => Features::NONE,
    };
    let after = if last < sentence.last { lists().marks.get(&words.id(last)) } else { None };
    let relative = first > sentence.first && matches!(words.get(first - 1), "que" | "qu'" | "whom");
    let rivals = rivals(page, sentence, mention, lo, hi);
    let (between, following, preceding) = cues_about(scene, sentence, (first, last), (lo, hi));
    [
        thing,
        place((side, bucket(distance), inside, crossed, rivals)),
        what((side, mention.kind, mention.form, mention.noun, prep)),
        cues((side, between, following, preceding)),
        beside((
            side,
            after.copied().unwrap_or(""),
            is_near,
            relative,
            is_first,
            if opens { sentence.kind.as_str() } else { "" },
            hi <= lo + 2 && prep == "of" && side == Side::Right,
        )),
    ]
}

/// Class of the determiner of what is built, adjectives passed over; empty where it has none.
fn led_by(words: &Words, first: usize, floor: usize) -> Str {
    for at in (floor.max(first.saturating_sub(DETERMINER_REACH))..first).rev() {
        if let Some(found) = lists().determiners.get(&words.id(at)) {
            return found;
        }
        let opening = chars::first(words.get(at));
        if !chars::is_alpha(opening) {
            return if chars::is_digit(opening) { "number" } else { "" };
        }
    }
    ""
}

/// How many of the same kind stand between a mention and the quantity; three for more.
fn rivals(page: &Page, sentence: &Sentence, mention: &Mention, lo: usize, hi: usize) -> usize {
    let all = sentence.mentions.iter().map(|&other| &page.mentions[other]);
    all.take_while(|other| other.first < hi)
        .filter(|other| lo <= other.first && other.last <= hi)
        .filter(|other| other.kind == mention.kind && other.entity != mention.entity)
        .take(3)
        .count()
}

/// Classes of the cues between a mention and the quantity, right after it and right before.
fn cues_about(
    scene: &Scene,
    sentence: &Sentence,
    (first, last): (usize, usize),
    (lo, hi): (usize, usize),
) -> (u32, u32, u32) {
    let (mut between, mut after, mut before) = (0, 0, 0);
    let end = if last < sentence.last { Some(last + 2) } else { None };
    let left = first.saturating_sub(2).min(lo);
    let right = end.unwrap_or(0).max(hi);
    let bits = scene.bits.get_or_init(|| {
        let bit = |cue: &Cue| lists().bits.get(cue.kind).copied().unwrap_or(0);
        sentence.cues.iter().map(bit).collect()
    });
    for (cue, bit) in sentence.cues.iter().zip(bits) {
        if cue.first > right {
            break; // they stand in order
        }
        if cue.last < left {
            continue;
        }
        if lo <= cue.first && cue.last <= hi {
            between |= bit;
        }
        if last <= cue.first && end.is_some_and(|end| cue.first <= end) {
            after |= bit;
        }
        if first <= cue.last + 2 && cue.last <= first {
            before |= bit;
        }
    }
    (between, after, before)
}

/// Side, how far by `bucket`, whether in the clause, figures between, rivals between.
type Where = (Side, usize, bool, usize, usize);

fn place(told: Where) -> Features {
    let (side, far, inside, crossed, rivals) = told;
    // Six distances, and up to two figures and three rivals between.
    let number = (((side as usize * 6 + far) * 3 + crossed) * 4 + rivals) * 2 + usize::from(inside);
    memo_at!(Features, number, {
        features(&[
            feature!("{side}{far}"),
            feature!("{side}/{}", if inside { "in" } else { "out" }),
            feature!("{side}x{crossed}"),
            feature!("{side}rivals={rivals}"),
            feature!("{side}r{}x{crossed}{}", rivals.min(2), if inside { "" } else { "/" }),
        ])
    })
}

/// Side, kind, form, noun, preposition.
type What = (Side, Str, Str, Str, Str);

fn what(told: What) -> Features {
    let (side, kind, form, noun, prep) = told;
    type Key = (Side, Known, Known, Known, Known);
    let key = (side, Known(kind), Known(form), Known(noun), Known(prep));
    memo!(Key => Features, key, {
        let mut found = vec![
            feature!("prep={prep}:{side}"),
            feature!("{kind}:{side}"),
            feature!("form={form}"),
            feature!("noun={noun}:{side}"),
        ];
        if matches!(kind, "place" | "state") {
            found.extend([feature!("what={kind}/{noun}"), feature!("prep={prep}:{noun}")]);
        }
        features(&found)
    })
}

/// Side, kind, preposition, class of the determiner, whether near.
type Built = (Side, Str, Str, Str, bool);

/// What leads to what is built: "pour un centre", "the centre", "son centre".
fn built(told: Built) -> Features {
    let (side, kind, prep, determiner, near) = told;
    type Key = (Side, Known, Known, Known, bool);
    let key = (side, Known(kind), Known(prep), Known(determiner), near);
    memo!(Key => Features, key, {
        let close = if near { "near" } else { "far" };
        features(&[
            feature!("{kind}&prep={prep}:{side}"),
            feature!("{kind}&prep={prep}:{side}{close}"),
            feature!("{kind}&led={determiner}"),
            feature!("{kind}&led={determiner}:{side}{close}"),
        ])
    })
}

/// Side, classes of cues between, after and before.
type About = (Side, u32, u32, u32);

fn cues(told: About) -> Features {
    memo!(About => Features, told, {
        let (side, between, after, before) = told;
        let known = lists();
        let mut found = Vec::new();
        for (kind, _) in known.between.iter().filter(|(_, bit)| between & bit != 0) {
            found.push(feature!("{side}>{kind}"));
        }
        for (kind, _) in known.following.iter().filter(|(_, bit)| after & bit != 0) {
            found.push(feature!("subject-{kind}:{side}"));
        }
        for (kind, _) in known.preceding.iter().filter(|(_, bit)| before & bit != 0) {
            found.push(feature!("after-{kind}:{side}"));
        }
        features(&found)
    })
}

/// Side, mark after, whether near, whether a relative pronoun stands before, whether the first of
/// its kind, kind of the passage that it opens, whether "of" ties it to the quantity on its left.
type Beside = (Side, Str, bool, bool, bool, Str, bool);

/// The word after and the word before, and whether it is the first of its kind.
fn beside(told: Beside) -> Features {
    let (side, after, near, relative, is_first, opens, right_of) = told;
    type Key = (Side, Known, bool, bool, bool, Known, bool);
    let key = (side, Known(after), near, relative, is_first, Known(opens), right_of);
    memo!(Key => Features, key, {
        let mut found = Vec::new();
        if right_of {
            found.push(feature!("right-of"));
        }
        if after == "'s" {
            found.push(feature!("possessive:{side}{}", if near { "near" } else { "" }));
        } else if !after.is_empty() {
            found.push(feature!("next={after}:{side}"));
        }
        if relative {
            found.push(feature!("relative"));
        }
        if is_first {
            found.push(feature!("first:{side}"));
        }
        if !opens.is_empty() {
            found.push(feature!("opens:{side}:{opens}"));
        }
        features(&found)
    })
}
