//! What can be seen around a quantity, as named features for the weighed decisions.
//!
//! A feature is a short string such as ``pay:L1`` (a verb of paying stands two or three words to
//! the left) or ``agent`` (the mention follows "par" or "financed by"). None names a party, a
//! place, a text or a word of one: classes of words, distances, order and form only, so that what
//! was learned on some texts holds on others.

use std::cell::RefCell;
use std::sync::OnceLock;

use crate::base::lexicon::lexicon;
use crate::base::names::generation;
use crate::base::{Decimal, Known, Name, Set, Stems, Str};
use crate::claim::{Measure, Role, Stage};
use crate::decisions::shared::{Names, Shared};
use crate::decisions::verbs::verb_forms;
use crate::figures::around::{bucket, Scenes, Side, Surroundings};
use crate::figures::signs::signs;
use crate::mentions::model::NAME;
use crate::page::model::{Page, PlacedQuantity};
use crate::syntax::cues::Cue;
use crate::{feature, memo, memo_at};

const HUGE: i128 = 60_000_000_000;
const IMMENSE: i128 = 150_000_000_000;

/// A quantity with the role and the stage given to it.
pub type Given = (usize, Role, Stage);

struct Lists {
    skipped: Set,
    function: Set,
    role_cues: Set,
    /// How the names of relations begin in which stands who may pay.
    subjects: Stems,
}

fn lists() -> &'static Lists {
    static LISTS: OnceLock<Lists> = OnceLock::new();
    LISTS.get_or_init(|| {
        let of = |name: &str| lexicon().set(&format!("decisions.features.{name}"));
        Lists {
            skipped: of("_SKIPPED"),
            function: of("_FUNCTION"),
            role_cues: of("_ROLE_CUES"),
            subjects: Stems::new(&lexicon().list("decisions.features._SUBJECTS")),
        }
    })
}

/// Features for what the quantity is, and for its stage, each once.
///
/// `earlier` are the quantities before it with the roles given to them.
pub fn role_features(
    cx: &Scenes,
    around: &Surroundings,
    earlier: &[Given],
    shared: &Shared,
) -> Vec<Name> {
    let mut found = Vec::with_capacity(192);
    let into = &mut found;
    cues(cx, around, into);
    verb_forms(cx.page, around, into);
    form(cx.page, around, &shared.names, into);
    into.extend_from_slice(&shared.topics);
    parties(cx.page, around, &shared.names, into);
    comparison(cx, around, &shared.names, into);
    subjects(cx.page, around, &shared.names, into);
    sequence(cx.page, around.placed(cx.page), earlier, &shared.names, into);
    of_parts(cx.page, around, shared, into);
    into.extend(signs(cx, around, earlier));
    each_once(found)
}

/// Names in order, each once.
fn each_once(mut names: Vec<Name>) -> Vec<Name> {
    /// By the number of a name the round in which it was seen last.
    type Seen = (u32, u32, Vec<u32>);
    thread_local! {
        static SEEN: RefCell<Seen> = const { RefCell::new((0, 0, Vec::new())) };
    }
    SEEN.with(|seen| {
        let (known, round, rounds) = &mut *seen.borrow_mut();
        if *known != generation() || *round == u32::MAX {
            (*known, *round, *rounds) = (generation(), 0, Vec::new());
        }
        *round += 1;
        names.retain(|name| {
            let at = name.0 as usize;
            if rounds.len() <= at {
                rounds.resize((at + 1).max(2 * rounds.len()), 0);
            }
            std::mem::replace(&mut rounds[at], *round) != *round
        });
    });
    names
}

/// The nearest cue of each class on each side, and the classes right before and right after.
fn cues(cx: &Scenes, around: &Surroundings, found: &mut Vec<Name>) {
    let (page, known) = (cx.page, lists());
    let placed = around.placed(page);
    let (left, right) = edges(page, around);
    let mut nearest: Vec<(usize, Side, &Cue)> = Vec::with_capacity(16);
    let mut beside: Vec<Name> = Vec::with_capacity(4);
    let cues = &page.sentences[around.sentence].cues;
    let telling = cx
        .of(around.sentence)
        .telling
        .get_or_init(|| cues.iter().map(|cue| known.role_cues.holds(cue.kind)).collect());
    for (cue, _) in cues.iter().zip(telling).filter(|(_, tells)| **tells) {
        let (side, distance) = if cue.last <= placed.first {
            (Side::Left, placed.first - cue.last)
        } else if cue.first >= placed.last {
            (Side::Right, cue.first - placed.last)
        } else {
            let ends = (cue.first.abs_diff(placed.last), cue.last.abs_diff(placed.first));
            (Side::Inside, ends.0.min(ends.1))
        };
        match nearest.iter().position(|(_, s, c)| *s == side && c.kind == cue.kind) {
            // The one that is nearer stands later in the sentence.
            Some(held) if distance < nearest[held].0 => {
                nearest.remove(held);
                nearest.push((distance, side, cue));
            }
            Some(_) => {}
            None => nearest.push((distance, side, cue)),
        }
        if cue.last == left {
            beside.push(beside_names(cue.kind)[0]);
        }
        if cue.first == right {
            beside.push(beside_names(cue.kind)[1]);
        }
    }
    // The nearest first; of those that are equally near, the first of the sentence.
    nearest.sort_by_key(|(distance, _, _)| *distance);
    let mut spans = around.cue_spans.borrow_mut();
    spans.reserve(2 * nearest.len());
    for (distance, side, cue) in nearest {
        let far = if side == Side::Inside { 0 } else { bucket(distance) };
        let crossed = around.quantities_between(page, cue.first, cue.last) > 0;
        for name in cue_names(cue.kind, side, far, around.in_clause(cue), crossed) {
            match spans.iter_mut().find(|(known, _)| *known == name) {
                Some((_, span)) => *span = (cue.first, cue.last),
                None => spans.push((name, (cue.first, cue.last))),
            }
        }
    }
    found.extend(spans.iter().map(|(name, _)| *name));
    found.extend(beside);
}

/// Ends of the quantity, the articles and prepositions beside it taken in.
fn edges(page: &Page, around: &Surroundings) -> (usize, usize) {
    let (sentence, placed) = (around.sentence(page), around.placed(page));
    let (mut left, mut right) = (placed.first, placed.last);
    while left > sentence.first && page.words.has(left - 1, &lists().skipped) {
        left -= 1;
    }
    while right < sentence.last && page.words.has(right, &lists().skipped) {
        right += 1;
    }
    (left, right)
}

fn cue_names(kind: Str, side: Side, far: usize, in_clause: bool, crossed: bool) -> [Name; 2] {
    type Key = (Known, Side, usize, bool, bool);
    memo!(Key => [Name; 2], (Known(kind), side, far, in_clause, crossed), {
        let tail = if in_clause { "" } else { "/" };
        let crossed = if crossed { "+" } else { "" };
        [feature!("{kind}:{side}{far}{tail}"), feature!("{kind}:{side}{tail}{crossed}")]
    })
}

fn beside_names(kind: Str) -> [Name; 2] {
    memo!(Known => [Name; 2], Known(kind), [feature!("before={kind}"), feature!("after={kind}")])
}

/// How the quantity itself is written and where it stands.
fn form(page: &Page, around: &Surroundings, names: &Names, found: &mut Vec<Name>) {
    let (sentence, placed) = (around.sentence(page), around.placed(page));
    let (quantity, words, function) = (&placed.quantity, &page.words, &lists().function);
    found.push(names.measures[quantity.measure as usize]);
    found.push(size_name(page, around));
    found.push(names.passages[sentence.kind as usize]);
    if !quantity.hedge.is_empty() {
        found.push(feature!("hedge={}", quantity.hedge));
    }
    if quantity.form != "full" {
        found.push(feature!("form={}", quantity.form));
    }
    let before = placed.first > sentence.first;
    if before && words.is(placed.first - 1, "(") {
        found.push(names.bracketed);
    }
    if placed.first <= sentence.first + 2 {
        found.push(names.opens);
    }
    let first = sentence.quantities.first().copied().unwrap_or(placed.number);
    found.push(names.nth[placed.number.saturating_sub(first).min(3)]);
    let beside = |side: usize, stands: bool, at: usize| {
        if stands && words.has(at, function) {
            let label = ["w-1", "w+1"][side];
            let word = words.get(at);
            memo!((usize, u32) => Name, (side, words.id(at)), feature!("{label}={word}"))
        } else {
            names.beside[side][usize::from(stands)]
        }
    };
    found.push(beside(0, before, placed.first.wrapping_sub(1)));
    found.push(beside(1, placed.last < sentence.last, placed.last));
}

/// Order of magnitude of the figure.
pub fn size_name(page: &Page, around: &Surroundings) -> Name {
    let quantity = &around.placed(page).quantity;
    let truthy = |value: Option<Decimal>| value.filter(|each| !each.is_zero());
    let value = truthy(quantity.high).or(truthy(quantity.low)).unwrap_or(Decimal::ZERO).int();
    let digits = value.unsigned_abs().checked_ilog10().unwrap_or(0) + 1;
    let digits = digits + u32::from(value < 0);
    memo_at!(Name, digits as usize, feature!("size={digits}"))
}

/// Who is named around: the nearest party on either side.
fn parties(page: &Page, around: &Surroundings, names: &Names, found: &mut Vec<Name>) {
    let placed = around.placed(page);
    let (mut left, mut right) = (None, None);
    let (mut parties, mut many) = ([None; 4], 0);
    for (_, mention) in page.mentions_in(around.sentence) {
        if matches!(mention.kind, "place" | "media") {
            continue;
        }
        if mention.last <= placed.first {
            left = Some(mention);
        } else if right.is_none() && mention.first >= placed.last {
            right = Some(mention);
        }
        // More than four are as many as four.
        let is_payer = matches!(mention.kind, "party" | "state") && mention.form == NAME;
        if is_payer && mention.entity.is_some() && many < 4 && !parties.contains(&mention.entity) {
            parties[many] = mention.entity;
            many += 1;
        }
    }
    if let Some(left) = left {
        found.push(party_names(left.kind, left.noun)[0]);
        let cues = &page.sentences[around.sentence].cues;
        let between = |kind: &str| {
            let mut all = cues.iter().filter(|c| left.last <= c.first && c.first < placed.first);
            all.any(|cue| cue.kind == kind)
        };
        if between("pay") {
            found.push(names.party_pay);
        }
        if between("get") {
            found.push(names.party_get);
        }
    }
    if let Some(right) = right.filter(|each| each.first - placed.last <= 3) {
        found.push(party_names(right.kind, right.noun)[1]);
    }
    found.push(names.parties[many]);
}

fn party_names(kind: Str, noun: Str) -> [Name; 2] {
    memo!((Known, Known) => [Name; 2], (Known(kind), Known(noun)), {
        [feature!("party:L={kind}/{noun}"), feature!("party:R={kind}/{noun}")]
    })
}

/// How the figure compares with the document's others.
fn comparison(cx: &Scenes, around: &Surroundings, names: &Names, found: &mut Vec<Name>) {
    let mine = &around.placed(cx.page).quantity;
    let Some(value) = mine.high.or(mine.low) else { return };
    let measure = mine.measure as usize;
    if cx.told[measure] > 1 && cx.largest[measure].is_some_and(|largest| value >= largest) {
        found.push(names.largest);
    }
    let times = cx.values.get(&(mine.measure, value)).copied().unwrap_or(0);
    found.push(names.times[times.min(3)]);
    if mine.measure == Measure::Money && value >= Decimal::whole(HUGE) {
        found.push(names.huge);
        if value >= Decimal::whole(IMMENSE) {
            found.push(names.immense);
        }
    }
}

/// Who stands in a strong relation to the figure.
fn subjects(page: &Page, around: &Surroundings, names: &Names, found: &mut Vec<Name>) {
    for (number, told) in &around.relations {
        let entity = &page.entities[*number];
        for &name in told {
            if lists().subjects.begin(name) {
                found.extend(subject_names(name, entity.kind, entity.noun));
                if entity.is_several {
                    found.push(names.several);
                }
            }
        }
    }
    if around.related.is_empty() {
        found.push(names.unrelated);
    }
}

fn subject_names(relation: Str, kind: Str, noun: Str) -> [Name; 2] {
    type Key = (Known, Known, Known);
    memo!(Key => [Name; 2], (Known(relation), Known(kind), Known(noun)), {
        let until = |mark: char| relation.split(mark).next().unwrap_or("");
        [feature!("{}={kind}/{noun}", until('/')), feature!("{}~{kind}", until(':'))]
    })
}

/// What the quantity just before of the same sort, money or anything else, was taken for.
fn sequence(
    page: &Page,
    mine: &PlacedQuantity,
    earlier: &[Given],
    names: &Names,
    found: &mut Vec<Name>,
) {
    let is_money = |placed: &PlacedQuantity| placed.quantity.measure == Measure::Money;
    let alike = |given: &&Given| is_money(&page.quantities[given.0]) == is_money(mine);
    let Some(&(other, role, stage)) = earlier.iter().rev().find(alike) else {
        found.push(names.no_sequence);
        return;
    };
    let other = &page.quantities[other];
    let (before, was) = (names.before[role as usize], names.stages[stage as usize]);
    let gap = mine.sentence as isize - other.sentence as isize;
    if gap == 0 {
        found.push(before[0]);
        found.push(was[0]);
        if mine.first <= other.last + 4 {
            found.push(before[1]);
        }
    } else if gap <= 2 {
        let section = |placed: &PlacedQuantity| page.sentences[placed.sentence].section;
        let same = section(other) == section(mine);
        found.push(if same { before[2] } else { before[3] });
        if same {
            found.push(was[1]);
        }
    }
}

/// Words of part and whole around the figure, and whether figures of the page add up to it.
fn of_parts(page: &Page, around: &Surroundings, shared: &Shared, found: &mut Vec<Name>) {
    let placed = around.placed(page);
    let told = around.part_words(page);
    let name = |word: Str, label: Str| memo!((Known, Known) => Name, (Known(label), Known(word)), feature!("{label}={word}"));
    found.extend(told.part.iter().map(|word| name(word, "part")));
    found.extend(told.whole.iter().map(|word| name(word, "whole")));
    if shared.wholes.contains(&placed.number) {
        found.push(shared.names.is_sum);
    }
    if shared.parts.contains(&placed.number) {
        found.push(shared.names.in_sum);
    }
}
