//! The dates that may be the start or the end of a quantity, with their features.

use std::ops::Range;
use std::rc::Rc;
use std::sync::OnceLock;

use crate::base::lexicon::lexicon;
use crate::base::{features, Features, Known as Kept, Name, Set, Str, Words};
use crate::claim::Measure;
use crate::figures::around::{bucket, Scenes, Side, Surroundings};
use crate::page::model::{Page, PlacedDate, Sentence};
use crate::syntax::clauses::preposition;
use crate::{feature, memo};

const NEAR: [Str; 10] = [
    "service",
    "works",
    "pay",
    "say",
    "announced",
    "get",
    "round",
    "operational",
    "cancelled",
    "paused",
];
/// Of these the ones that count beside a date of another sentence.
const NEAR_OTHERS: Kinds = 0b111;
/// Those that tell of a thing in service, or of its works.
const OF_WORKS: Kinds = 0b11;
/// Sentences besides the quantity's own whose dates may be its.
const STEPS: [isize; 3] = [1, -1, 2];
/// Those whose dates may be its where something there tells of an end or a start.
const FAR_STEPS: [isize; 6] = [-2, -3, 3, 4, 5, 6];
/// Words before a date among which those of a budget make it the year that money is spent in.
const BUDGET_REACH: usize = 4;
const NEAR_BEFORE: usize = 6;
const NEAR_AFTER: usize = 4;
/// Words before a year in which paper falls due, and before that its noun.
const DUE_REACH: usize = 3;
const PAPER_REACH: usize = 8;

/// What ties a quantity to one told before (``project``, ``payer``), and the end of that: the
/// number of a date.
pub type Known = (Str, Option<usize>);
/// Classes of cues of `NEAR`, a bit each.
type Kinds = u16;

struct Lists {
    budgeted: Set,
    due: Set,
    paper: Set,
}

fn lists() -> &'static Lists {
    static LISTS: OnceLock<Lists> = OnceLock::new();
    LISTS.get_or_init(|| {
        let of = |name: &str| lexicon().set(&format!("figures.times.{name}"));
        Lists { budgeted: of("_BUDGETED"), due: of("_DUE"), paper: of("_PAPER") }
    })
}

fn bit(kind: &str) -> Kinds {
    NEAR.iter().position(|each| *each == kind).map_or(0, |at| 1 << at)
}

fn bits<'a>(kinds: impl Iterator<Item = &'a Str>) -> Kinds {
    kinds.fold(0, |held, kind| held | bit(kind))
}

/// The classes of `NEAR` that some bits stand for, in its order.
fn kinds_of(bits: Kinds) -> impl Iterator<Item = Str> {
    NEAR.iter().enumerate().filter(move |(at, _)| bits >> at & 1 == 1).map(|(_, kind)| *kind)
}

/// Dates that may be the start or the end of the quantity, with their features in parts.
///
/// `group` is that of its role, `known` the ends of what was told before of the same.
pub fn date_candidates(
    cx: &Scenes,
    around: &Surroundings,
    group: Str,
    known: &[Known],
) -> Vec<(usize, Vec<Features>)> {
    let page = cx.page;
    let mine = &around.sentence(page).dates;
    let ends: Vec<(Str, usize, &str)> = known
        .iter()
        .filter_map(|&(name, end)| end.map(|date| (name, date, year(&page.dates[date]))))
        .collect();
    let mut found: Vec<(usize, Vec<Features>)> = near(cx, around, group)
        .into_iter()
        .map(|(date, told)| {
            let again = known_names(&ends, year(&page.dates[date]), mine.contains(&date));
            (date, vec![told, again])
        })
        .collect();
    for &(_, date, told) in &ends {
        if !mine.contains(&date) && !found.iter().any(|(seen, _)| *seen == date) {
            found.push((date, vec![recalled(group), known_names(&ends, told, false)]));
        }
    }
    found
}

/// The first characters of a text, all of a shorter one.
fn head(text: &str, many: usize) -> &str {
    text.char_indices().nth(many).map_or(text, |(end, _)| &text[..end])
}

fn year(placed: &PlacedDate) -> &str {
    placed.date.value.as_deref().map_or("", |value| head(value, 4))
}

fn recalled(group: Str) -> Features {
    memo!(Kept => Features, Kept(group), {
        features(&[feature!("recalled"), feature!("recalled&role={group}")])
    })
}

/// Whether a date is the end that was told before of the same.
fn known_names(ends: &[(Str, usize, &str)], mine: &str, here: bool) -> Features {
    if ends.is_empty() {
        return Features::NONE;
    }
    let name_of = |name: Str, same: bool| {
        memo!((Kept, bool, bool) => Name, (Kept(name), same, here), {
            let tag = if here { "own" } else { "gap" };
            feature!("{tag}&{}-{name}", if same { "as" } else { "not-as" })
        })
    };
    let names: Vec<Name> =
        ends.iter().map(|(name, _, year)| name_of(name, *year == mine)).collect();
    features(&names)
}

/// The dates of the sentence of a quantity and of those around it.
fn near(cx: &Scenes, around: &Surroundings, group: Str) -> Vec<(usize, Features)> {
    let page = cx.page;
    let sentence = around.sentence(page);
    let mut found = Vec::new();
    let mut own = false;
    let dates: &[usize] = if sentence.is_furniture() { &[] } else { &sentence.dates };
    let attached = dates.iter().find(|date| is_attached(page, around, &page.dates[**date]));
    for date in dates {
        let placed = &page.dates[*date];
        let Some(value) = &placed.date.value else { continue };
        if attached.is_some_and(|each| each != date) || matures(&page.words, placed.first) {
            continue; // "1 000 d'ici fin 2025, avec un objectif de 20 000 en 2026"
        }
        let relation = placed.date.relation;
        own |= matches!(relation, "by" | "end" | "over" | "between");
        let mut names = date_features(page, around, placed, value);
        names.extend(date_names(group, relation, sentence.dates.len().min(3)).iter());
        found.push((*date, features(&names)));
    }
    for step in STEPS.iter().chain(&FAR_STEPS).copied() {
        let Some(number) = sentence.number.checked_add_signed(step) else { continue };
        if cx.dated.get(number) != Some(&true) {
            continue;
        }
        let other = &page.sentences[number];
        if !STEPS.contains(&step) || other.section == sentence.section {
            elsewhere(cx, around, other, (step, group, own), &mut found);
        }
    }
    found
}

/// True for "20 000 en 2026", whose year is nobody else's.
fn is_attached(page: &Page, around: &Surroundings, placed: &PlacedDate) -> bool {
    let mine = around.placed(page).last;
    let is_next = placed.first == mine || placed.first == mine + 1;
    let shape = placed.date.value.as_deref().map_or("other", shape);
    is_next && shape == "year" && {
        let floor = around.sentence(page).first;
        matches!(preposition(&page.words, placed.first, floor), "in" | "by")
    }
}

/// True for the year in which paper is paid back: "notes due 2031", "titres à échéance 2029".
fn matures(words: &Words, first: usize) -> bool {
    words.any(first.saturating_sub(DUE_REACH)..first, &lists().due)
        && words.any(first.saturating_sub(PAPER_REACH)..first, &lists().paper)
}

/// Features of the answer that no date in reach is the one.
pub fn no_date(cx: &Scenes, around: &Surroundings, group: Str, known: &[Known]) -> Features {
    let sentence = around.sentence(cx.page);
    let relations: Vec<Str> = sentence
        .dates
        .iter()
        .map(|&date| &cx.page.dates[date].date)
        .filter(|date| date.value.is_some())
        .map(|date| date.relation)
        .collect();
    let none = |what: Str, which: Str| memo!((Kept, Kept) => Name, (Kept(what), Kept(which)), feature!("none:{what}{which}"));
    let several = ["0", "1", "2"][relations.len().min(2)];
    let mut names =
        vec![none("", group), none("dates=", several), none("", sentence.kind.as_str())];
    names.extend(relations.into_iter().map(|relation| none("rel=", relation)));
    names.extend(kinds_of(bits(around.clause_cues.iter())).map(|kind| none("", kind)));
    names.extend(
        known.iter().map(|&(name, end)| none(name, if end.is_none() { "=none" } else { "=some" })),
    );
    features(&names)
}

/// Dates of another sentence, with their features.
fn elsewhere(
    cx: &Scenes,
    around: &Surroundings,
    other: &Sentence,
    (step, group, own): (isize, Str, bool),
    found: &mut Vec<(usize, Features)>,
) {
    let page = cx.page;
    let same = other.section == around.sentence(page).section;
    let far = step.unsigned_abs() > 2 || !same;
    let scene = cx.of(other.number);
    let mine = cx.of(around.sentence);
    let tied = scene.entities.iter().any(|&entity| mine.names(entity));
    let measured = || other.quantities.iter().map(|&q| page.quantities[q].quantity.measure);
    let (many, money) = (other.quantities.len().min(2), measured().any(|m| m == Measure::Money));
    for (&date, about) in other.dates.iter().zip(scene.about_dates(page)) {
        let placed = &page.dates[date];
        let (Some(value), relation) = (&placed.date.value, placed.date.relation) else { continue };
        let near = bits(about.iter()) & NEAR_OTHERS;
        if far && !matches!(relation, "by" | "end" | "over") && near & OF_WORKS == 0 {
            continue;
        }
        let is_told = Elsewhere {
            step,
            same,
            tied,
            relation: Kept(relation),
            group: Kept(group),
            near,
            many,
            money,
            own,
            length: value.chars().count(),
            when: Kept(when(value, page.published.as_deref())),
        };
        found.push((date, elsewhere_names(is_told)));
    }
}

/// How the sentence of a date stands to the quantity's (how far, in its section, of its parties),
/// what the date is, and what stands there and here besides.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
struct Elsewhere {
    step: isize,
    same: bool,
    tied: bool,
    relation: Kept,
    group: Kept,
    near: Kinds,
    /// How many quantities stand there.
    many: usize,
    money: bool,
    /// Whether a date of the quantity's own sentence tells of an end.
    own: bool,
    length: usize,
    when: Kept,
}

fn elsewhere_names(told: Elsewhere) -> Features {
    let Elsewhere { step, same, tied, near, many, money, own, length, .. } = told;
    let [Kept(relation), Kept(group), Kept(when)] = [told.relation, told.group, told.when];
    memo!(Elsewhere => Features, told, {
        let is_far = step.unsigned_abs() > 2 || !same;
        let mut names = vec![
            if is_far { feature!("gap=far") } else { feature!("gap={step}") },
            feature!("gap={}{}", step.clamp(-3, 4), if same { '=' } else { '/' }),
            feature!("gap&{}", if tied { "tied" } else { "loose" }),
            feature!("gap&rel={relation}"),
            feature!("gap&role={group}"),
        ];
        names.extend(kinds_of(near).map(|kind| feature!("gap&{kind}")));
        names.push(feature!("gap&quantities={many}"));
        names.push(feature!("gap&money={}", if money { "True" } else { "False" }));
        names.push(feature!("gap&own={}", u8::from(own)));
        names.push(feature!("gap&shape={length}"));
        names.push(feature!("gap&when={when}"));
        features(&names)
    })
}

fn date_names(group: Str, relation: Str, dates: usize) -> Rc<[Name]> {
    memo!((Kept, Kept, usize) => Rc<[Name]>, (Kept(group), Kept(relation), dates), {
        Rc::from([
            feature!("role={group}"),
            feature!("role={group}&rel={relation}"),
            feature!("same"),
            feature!("dates={dates}"),
        ])
    })
}

/// Features of a date of the quantity's own sentence.
fn date_features(
    page: &Page,
    around: &Surroundings,
    placed: &PlacedDate,
    value: &str,
) -> Vec<Name> {
    let (sentence, mine) = (around.sentence(page), around.placed(page));
    let (side, distance) = around.side(page, placed.first, placed.last);
    let gap = if side == Side::Left { placed.last..mine.first } else { mine.last..placed.first };
    let crossed = around.quantities_between(page, placed.first, placed.last).min(2);
    let about = sentence.first.max(placed.first.saturating_sub(BUDGET_REACH))..placed.last;
    let (near, between) = cues_about(sentence, placed, gap);
    let written = Written {
        side,
        far: bucket(distance),
        crossed,
        inside: around.left_clause <= placed.first && placed.first < around.right_clause,
        relation: Kept(placed.date.relation),
        shape: Kept(shape(value)),
        when: Kept(when(value, page.published.as_deref())),
        measure: mine.quantity.measure,
    };
    let governed = preposition(&page.words, placed.first, sentence.first);
    let is_budget_year = crossed == 0 && page.words.any(about, &lists().budgeted);
    let mut names = Vec::with_capacity(24);
    names.extend(written_names(written).iter());
    names.extend(beside_names(near, between, governed, is_budget_year).iter());
    names
}

/// Classes of the cues near a date, and of those between it and the quantity.
fn cues_about(sentence: &Sentence, placed: &PlacedDate, gap: Range<usize>) -> (Kinds, Kinds) {
    let (mut near, mut between) = (0, 0);
    for cue in &sentence.cues {
        let is_near =
            placed.first <= cue.first + NEAR_BEFORE && cue.first <= placed.last + NEAR_AFTER;
        let is_between = gap.start <= cue.first && cue.last <= gap.end;
        if is_near || is_between {
            let bit = bit(cue.kind);
            near |= if is_near { bit } else { 0 };
            between |= if is_between { bit } else { 0 };
        }
    }
    (near, between)
}

/// Where a date stands, how it is written and what it tells.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
struct Written {
    side: Side,
    far: usize,
    crossed: usize,
    inside: bool,
    relation: Kept,
    shape: Kept,
    when: Kept,
    measure: Measure,
}

fn written_names(told: Written) -> Rc<[Name]> {
    let Written { side, far, crossed, inside, measure, .. } = told;
    let [Kept(relation), Kept(shape), Kept(when)] = [told.relation, told.shape, told.when];
    memo!(Written => Rc<[Name]>, told, {
        Rc::from([
            feature!("rel={relation}"),
            feature!("{side}{far}"),
            feature!("rel={relation}:{side}x{crossed}"),
            feature!("{side}/{}", if inside { "in" } else { "out" }),
            feature!("shape={shape}"),
            feature!("when={when}:{relation}"),
            feature!("when={when}"),
            feature!("measure={measure}"),
        ])
    })
}

/// The cues near a date and those between it and the quantity, and what governs it.
fn beside_names(near: Kinds, between: Kinds, governed: Str, is_budget_year: bool) -> Rc<[Name]> {
    type Key = (Kinds, Kinds, Kept, bool);
    memo!(Key => Rc<[Name]>, (near, between, Kept(governed), is_budget_year), {
        let mut names = Vec::new();
        for kind in kinds_of(near | between) {
            if near & bit(kind) != 0 {
                names.push(feature!("near-{kind}"));
            }
            if between & bit(kind) != 0 {
                names.push(feature!("between-{kind}"));
            }
        }
        if is_budget_year {
            names.push(feature!("budget-year"));
        }
        names.push(feature!("prep={governed}"));
        Rc::from(names)
    })
}

fn shape(value: &str) -> Str {
    match value.chars().count() {
        4 => "year",
        7 => "part",
        10 => "day",
        _ => "other",
    }
}

/// Years from the publication to a date, the far ones alike.
fn when(value: &str, published: Option<&str>) -> Str {
    let Some(published) = published.filter(|day| !day.is_empty()) else { return "?" };
    let number = |text: &str| head(text, 4).parse::<i64>().unwrap_or(0);
    let years = (number(value) - number(published)).clamp(-2, 4);
    ["-2", "-1", "0", "1", "2", "3", "4"][(years + 2) as usize]
}
