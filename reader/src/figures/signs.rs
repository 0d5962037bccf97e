//! Signs of what a quantity is that take more than one word: what governs it, and in which tense.
//!
//! Where `decisions::features` lists every class of words nearby, a sign weighs them against one
//! another: the nearest noun or verb that could govern the quantity, the tense of the verb before
//! it, the date it goes with, a comparison, its twin told before, the heading that it stands under.

use std::sync::OnceLock;

use crate::base::lexicon::lexicon;
use crate::base::{Known, Name, Set, Str};
use crate::claim::{Measure, PassageKind, Role, Stage};
use crate::dates::tenses::tense_of;
use crate::figures::around::{Scenes, Side, Surroundings};
use crate::figures::deeds::deeds;
use crate::figures::denials::denials;
use crate::figures::heads::heads;
use crate::figures::items::{outcomes, totals_list};
use crate::figures::sizes::{sized, sizes_market};
use crate::figures::stages::{part_stages, stage_names};
use crate::page::model::{Page, Sentence};
use crate::syntax::cues::Cue;
use crate::{feature, memo};

const TODAY_REACH: usize = 3;
const OPENS: usize = 3;
const LABEL_REACH: usize = 5;
const LEAD_REACH: usize = 10;
/// Figures back to which the same figure is looked for.
const TWINS: usize = 100;
const VERB_REACH: usize = 12;
const VERB_AFTER_REACH: usize = 8;
const RIGHT_REACH: usize = 6;
const COMPARED_REACH: usize = 3;
const HEAD_REACH: usize = 12;

/// The number of a quantity, with the role and the stage given to it.
pub type Given = (usize, Role, Stage);

struct Lists {
    comparing: Set,
    definite: Set,
    out_of: Set,
    today: Set,
}

fn lists() -> &'static Lists {
    static LISTS: OnceLock<Lists> = OnceLock::new();
    LISTS.get_or_init(|| {
        let of = |name: &str| lexicon().set(&format!("figures.signs.{name}"));
        Lists {
            comparing: of("_COMPARING"),
            definite: of("_DEFINITE"),
            out_of: of("_OUT_OF"),
            today: of("_TODAY"),
        }
    })
}

/// Classes that tell of the figures below them when they stand in a heading.
fn tells(kind: &str) -> bool {
    matches!(
        kind,
        "programme"
            | "round"
            | "valuation"
            | "turnover"
            | "assets"
            | "market"
            | "other"
            | "spent"
            | "contract"
            | "takeover"
            | "debt"
            | "claim"
            | "outlay"
            | "income"
    )
}

fn governs(kind: &str) -> bool {
    tells(kind) || matches!(kind, "pay" | "commit_noun" | "get" | "unit_cost" | "demand")
}

/// Signs found around a quantity; `given` are the quantities before it, with their roles.
pub fn signs(cx: &Scenes, around: &Surroundings, given: &[Given]) -> Vec<Name> {
    let page = cx.page;
    let tense = tense(page, around);
    let mut found = vec![told("tense=", tense, "")];
    let list = if governors(page, around, tense, &mut found) { "list=" } else { "above=" };
    above(cx, around, list, &mut found);
    beside_marks(page, around, &mut found);
    stage_names(page, around, tense, &mut found);
    part_stages(cx, around, &mut found);
    dated(page, around, &mut found);
    twin(page, around, given, &mut found);
    compared(page, around, given, &mut found);
    planned(cx, around, &mut found);
    whole(page, around, &mut found);
    found.extend(outcomes(page, around));
    found.extend(denials(page, around));
    former(page, around, given, &mut found);
    found.extend(deeds(page, around));
    if sizes_market(page, around) {
        found.push(feature!("sizes-market"));
    }
    found.extend(sized(page, around));
    found.extend(heads(page, around));
    if totals_list(page, around) {
        found.push(feature!("totals-list"));
    }
    found
}

/// A feature put together of what it is of, a word of a finite lexicon, and what ends it.
pub(super) fn told(label: Str, word: Str, end: Str) -> Name {
    type Key = (Known, Known, Known);
    let key = (Known(label), Known(word), Known(end));
    memo!(Key => Name, key, feature!("{label}{word}{end}"))
}

/// A feature of a class of cues in a tense.
pub(super) fn in_tense(label: Str, kind: Str, mark: Str, tense: Str) -> Name {
    type Key = (Known, Known, Known, Known);
    memo!(Key => Name, (Known(label), Known(kind), Known(mark), Known(tense)), {
        feature!("{label}{kind}{mark}&{tense}")
    })
}

/// What was, and is told for the sake of what is (money once promised, a size of today); and what
/// the figure is that this one came before: "valued at 12 billion, up from 6".
fn former(page: &Page, around: &Surroundings, given: &[Given], found: &mut Vec<Name>) {
    let Some(former) = page.formers.get(&around.number) else { return };
    let placed = around.placed(page);
    let measure = if placed.quantity.measure == Measure::Money { ":money" } else { ":size" };
    let is_of_today = page.words.any(placed.last..placed.last + TODAY_REACH, &lists().today);
    let today = if is_of_today { ":today" } else { "" };
    let how = former.how;
    found.push(memo!((Str, Str, Str) => Name, (how, measure, today), {
        feature!("former={how}{measure}{today}")
    }));
    if let Some((last, role, _)) = given.last() {
        if former.latter < around.number && around.number == last + 1 {
            found.push(told("latter=", role.as_str(), ""));
        }
    }
}

/// Classes of cues, in the order of the alphabet.
pub(super) type Kinds = Vec<Str>;

/// Classes of the nearest cues before and after, no other figure and no break between.
pub(super) fn nearest(
    page: &Page,
    around: &Surroundings,
    is_one: impl Fn(&str) -> bool,
) -> (Kinds, Kinds) {
    let placed = around.placed(page);
    let (floor, ceiling) = around.apart(page);
    let ceiling = ceiling.min(placed.last + RIGHT_REACH);
    let (mut before, mut after) = (Kinds::new(), Kinds::new());
    let (mut last, mut first) = (0, 0);
    let add = |kinds: &mut Kinds, kind: Str| {
        if !kinds.contains(&kind) {
            kinds.push(kind);
        }
    };
    for cue in &around.sentence(page).cues {
        if floor <= cue.first && cue.first < placed.first {
            if cue.last < last || !is_one(cue.kind) {
                continue;
            }
            if cue.last > last {
                last = cue.last;
                before.clear();
            }
            add(&mut before, cue.kind);
        } else if placed.last <= cue.first && cue.first < ceiling && is_one(cue.kind) {
            if after.is_empty() {
                first = cue.first;
            }
            if cue.first == first {
                add(&mut after, cue.kind); // they stand in order
            }
        }
    }
    before.sort_unstable();
    after.sort_unstable();
    (before, after)
}

/// What stands nearest on either side and may govern the quantity; false where nothing does.
fn governors(page: &Page, around: &Surroundings, tense: Str, found: &mut Vec<Name>) -> bool {
    let (before, after) = nearest(page, around, governs);
    let mut nouns = Kinds::new();
    if before == ["valuation"] {
        // "a lease worth $3bn": the noun before "worth" tells more.
        nouns = nearest(page, around, |kind| kind != "valuation" && governs(kind)).0;
    }
    let is_governed = !before.is_empty() || !after.is_empty();
    for (kinds, mark) in [(before, ""), (after, ">"), (nouns, "+")] {
        for kind in kinds {
            found.push(told("gov=", kind, mark));
            found.push(in_tense("gov=", kind, mark, tense));
        }
    }
    if !is_governed {
        found.push(feature!("ungoverned"));
    }
    is_governed
}

/// Classes of some cues, sorted, each once, with a name in front.
fn label<'a>(label: Str, cues: impl Iterator<Item = &'a Cue>, end: Str, found: &mut Vec<Name>) {
    let mut kinds: Kinds = cues.map(|cue| cue.kind).collect();
    kinds.sort_unstable();
    kinds.dedup();
    found.extend(kinds.into_iter().map(|kind| told(label, kind, end)));
}

/// What names a figure from across a mark: "Facture : 3 M€", "3 M€ – Le contrat de 2017".
fn beside_marks(page: &Page, around: &Surroundings, found: &mut Vec<Name>) {
    let (placed, sentence) = (around.placed(page), around.sentence(page));
    let left = around.left_clause;
    if left > sentence.first
        && page.words.is(left - 1, ":")
        && placed.first.saturating_sub(left) <= LABEL_REACH
    {
        let is_near =
            |c: &&Cue| left <= c.first + LABEL_REACH + 1 && c.last < left && governs(c.kind);
        let near = || sentence.cues.iter().filter(is_near);
        let last = near().map(|c| c.last).max().unwrap_or(0);
        label("label=", near().filter(|c| c.last == last), "", found);
    }
    if placed.first <= sentence.first + 1 {
        let reach = placed.last..placed.last + LEAD_REACH;
        let is_near = |c: &&Cue| reach.contains(&c.first) && governs(c.kind);
        let near = || sentence.cues.iter().filter(is_near);
        let first = near().map(|c| c.first).min().unwrap_or(0);
        label("lead=", near().filter(|c| c.first == first), "", found);
    }
}

/// Tense of the nearest verb before the quantity, in its clause; or, marked so, of one after it.
fn tense(page: &Page, around: &Surroundings) -> Str {
    let (words, placed) = (&page.words, around.placed(page));
    let first = around.left_clause.max(placed.first.saturating_sub(VERB_REACH));
    for at in (first..placed.first).rev() {
        let tense = tense_of(words, at, first);
        if !tense.is_empty() {
            return tense;
        }
    }
    for at in placed.last..around.right_clause.min(placed.last + VERB_AFTER_REACH) {
        match tense_of(words, at, placed.last) {
            "" => {}
            "past" => return "past>",
            "future" => return "future>",
            "modal" => return "modal>",
            "present" => return "present>",
            "passive" => return "passive>",
            _ => return "participle>",
        }
    }
    "-"
}

/// The first characters of a text, all of a shorter one.
fn head(text: &str, many: usize) -> &str {
    text.char_indices().nth(many).map_or(text, |(end, _)| &text[..end])
}

/// Whether the nearest date lies before, in or after the year of publication.
fn dated(page: &Page, around: &Surroundings, found: &mut Vec<Name>) {
    let published = page.published.as_deref().unwrap_or("");
    if published.is_empty() {
        return;
    }
    let mut best: Option<(usize, Side, &str, Str)> = None;
    for date in around.sentence(page).dates.iter().map(|&number| &page.dates[number]) {
        let (side, distance) = around.side(page, date.first, date.last);
        let Some(value) = &date.date.value else { continue };
        if side == Side::Inside
            || distance > VERB_REACH
            || best.is_some_and(|(nearest, ..)| distance >= nearest)
            || around.quantities_between(page, date.first, date.last) > 0
        {
            continue;
        }
        best = Some((distance, side, value, date.date.relation));
    }
    let Some((_, side, value, relation)) = best else { return };
    let when = match head(value, 4).cmp(head(published, 4)) {
        std::cmp::Ordering::Less => "past",
        std::cmp::Ordering::Greater => "future",
        // A month or a day of that year, and no quarter.
        _ if head(value, 7).chars().count() < 7
            || head(published, 7).chars().count() < 7
            || value.chars().nth(4) != Some('-') =>
        {
            "this"
        }
        _ if head(value, 7) <= head(published, 7) => "lately",
        _ => "soon",
    };
    found.push(told("dated=", when, ""));
    found.push(in_side(when, side));
    if around.placed(page).quantity.measure == Measure::Money {
        found.push(in_tense("dated=", when, "", relation));
    }
}

fn in_side(when: Str, side: Side) -> Name {
    memo!((Known, Side) => Name, (Known(when), side), feature!("dated={when}:{side}"))
}

/// The role of the same figure told before, and of the one that a bracket converts.
fn twin(page: &Page, around: &Surroundings, given: &[Given], found: &mut Vec<Name>) {
    let placed = around.placed(page);
    let mine = &placed.quantity;
    if mine.measure != Measure::Money {
        return;
    }
    let is_twin = |number: usize| {
        let other = &page.quantities[number].quantity;
        other.low == mine.low && other.high == mine.high && other.unit == mine.unit
    };
    if let Some((_, role, _)) = given.iter().rev().take(TWINS).find(|(n, ..)| is_twin(*n)) {
        found.push(told("twin=", role.as_str(), ""));
    }
    let Some(&(other, role, _)) = given.last() else { return };
    let last = page.quantities[other].last;
    if placed.first > 0
        && page.words.is(placed.first - 1, "(")
        && last <= placed.first
        && placed.first - last <= 2
    {
        found.push(told("converts=", role.as_str(), ""));
    }
}

/// A figure that another is measured by: "after $131bn", "contre 113 millions".
fn compared(page: &Page, around: &Surroundings, given: &[Given], found: &mut Vec<Name>) {
    let first = around.placed(page).first;
    let floor = around.sentence(page).first.max(first.saturating_sub(COMPARED_REACH));
    if !page.words.any(floor..first, &lists().comparing) {
        return;
    }
    found.push(feature!("compared"));
    if let Some(&(other, role, _)) = given.last() {
        if page.quantities[other].sentence == around.sentence {
            found.push(told("compared&prev=", role.as_str(), ""));
        }
    }
}

/// A figure that others are taken out of: "Of the €93bn", "sur les 109 milliards".
fn whole(page: &Page, around: &Surroundings, found: &mut Vec<Name>) {
    let (words, first) = (&page.words, around.placed(page).first);
    let before = first.saturating_sub(around.sentence(page).first);
    if before < 2 || !words.has(first - 1, &lists().definite) {
        return;
    }
    if words.has(first - 2, &lists().out_of) {
        found.push(feature!("out-of-the"));
        if before <= OPENS || words.is(first - 3, "out") {
            found.push(feature!("opens-out-of-the"));
        }
    }
}

/// A State beside the noun of a plan, and nobody's company.
fn planned(cx: &Scenes, around: &Surroundings, found: &mut Vec<Name>) {
    let (kinds, cues) = (&cx.of(around.sentence).kinds, &around.clause_cues);
    let is_of_state = kinds.iter().any(|kind| matches!(*kind, "state" | "place"));
    let is_of_party = kinds.contains(&"party");
    if is_of_state && cues.contains(&"programme") {
        found.push(told("state-plan:", if is_of_party { "party" } else { "-" }, ""));
    }
    if kinds.contains(&"state") && !is_of_party {
        found.push(feature!("state-alone"));
    }
    if cues.contains(&"asset_companies") || cues.contains(&"plural") {
        found.push(told("plural&", if is_of_state { "state" } else { "-" }, ""));
    }
}

/// Classes of the heading, or of the lead of the list, that a bare figure stands under.
fn above(cx: &Scenes, around: &Surroundings, list: Str, found: &mut Vec<Name>) {
    let (mine, sentences) = (around.sentence(cx.page), &cx.page.sentences);
    if mine.number > 0 && !cx.heads[mine.number - 1] {
        let before = &sentences[mine.number - 1];
        if before.kind == PassageKind::Sentence
            && before.section == mine.section
            && mine.kind != PassageKind::Bullet
            && before.cues.iter().any(|cue| tells(cue.kind))
        {
            label(list, telling(before), "-", found);
            return;
        }
    }
    let reach = mine.number.saturating_sub(HEAD_REACH - 1)..mine.number;
    if let Some(head) = reach.rev().find(|&earlier| cx.heads[earlier]) {
        label(list, telling(&sentences[head]), "", found);
    }
}

fn telling(sentence: &Sentence) -> impl Iterator<Item = &Cue> {
    sentence.cues.iter().filter(|cue| tells(cue.kind))
}
