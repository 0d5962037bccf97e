//! One quantity told twice: what a headline leaves out, the body says.
//!
//! A text repeats its figures: in the headline, in brackets in another currency, in a summary.
//! Those tellings are claims of their own, each with its evidence, but what one of them leaves open
//! is taken from the others, where nothing that they say differs.

use std::cell::RefCell;
use std::hash::{BuildHasherDefault, Hash};
use std::sync::OnceLock;

use crate::base::lexicon::lexicon;
use crate::base::patterns::Patterns;
use crate::base::{Decimal, FastMap, FastSet, Set, Str};
use crate::claim::{Measure, PassageKind, Role};
use crate::feature;
use crate::figures::around::{fineness, Scenes};
use crate::figures::draft::Draft;
use crate::page::model::Page;

/// Words on either side of a sum among which those of a year make it a year's share.
const YEARLY_REACH: usize = 3;
/// Tellings of one amount that others are compared with: the first, and the nearest on each side.
const FIRST: usize = 8;
const NEARBY: usize = 4;

struct Lists {
    the: Set,
}

fn lists() -> &'static Lists {
    static LISTS: OnceLock<Lists> = OnceLock::new();
    LISTS.get_or_init(|| Lists { the: lexicon().set("parts.repeats._THE") })
}

thread_local! {
    static YEARLY: RefCell<Patterns> =
        RefCell::new(Patterns::of(&[lexicon().get("parts.repeats._YEARLY")]));
}

/// Lists of entities that a claim has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Row {
    Investors,
    Beneficiaries,
    Projects,
    Places,
}

use Row::{Beneficiaries, Investors, Places, Projects};

impl Row {
    const ALL: [Self; 4] = [Investors, Beneficiaries, Projects, Places];
    /// Lists that a part has from its whole, where it has none of its own.
    const OF_WHOLES: [Self; 2] = [Investors, Projects];

    fn of(self, draft: &Draft) -> &Vec<usize> {
        match self {
            Investors => &draft.investors,
            Beneficiaries => &draft.beneficiaries,
            Projects => &draft.projects,
            Places => &draft.places,
        }
    }

    fn of_mut(self, draft: &mut Draft) -> &mut Vec<usize> {
        match self {
            Investors => &mut draft.investors,
            Beneficiaries => &mut draft.beneficiaries,
            Projects => &mut draft.projects,
            Places => &mut draft.places,
        }
    }

    /// Lists of a claim that no party of this one is in.
    fn apart(self) -> &'static [Self] {
        match self {
            Investors => &[Beneficiaries, Projects],
            Beneficiaries | Projects => &[Investors],
            Places => &[],
        }
    }
}

/// Roles of a whole that has the payers of its parts; a programme is nobody's in particular.
fn is_of_one(role: Role) -> bool {
    matches!(role, Role::Commitment | Role::Round)
}

type Amount = (Option<Decimal>, Option<Decimal>, Str);

fn amount(page: &Page, draft: &Draft) -> Amount {
    let quantity = &page.quantities[draft.number].quantity;
    (quantity.low, quantity.high, quantity.unit)
}

/// The tokens of a claim's figure.
fn tokens(page: &Page, draft: &Draft) -> (usize, usize) {
    let placed = &page.quantities[draft.number];
    (placed.first, placed.last)
}

/// Numbers that have one key, in the order of their first.
fn groups<K: Eq + Hash>(keys: impl ExactSizeIterator<Item = K>) -> Vec<Vec<usize>> {
    let many = keys.len();
    let mut place: FastMap<K, usize> =
        FastMap::with_capacity_and_hasher(many, BuildHasherDefault::default());
    let mut found: Vec<Vec<usize>> = Vec::with_capacity(many);
    for (number, key) in keys.enumerate() {
        let at = *place.entry(key).or_insert(found.len());
        if at == found.len() {
            found.push(Vec::with_capacity(1));
        }
        found[at].push(number);
    }
    found
}

/// Take what a sum is from where the text tells it in full, in place.
///
/// Headlines are short and their verbs loose ("Norvane banks $2bn"): the sentences say what is
/// meant. "The $2bn" is what the text told before.
pub fn settle_tellings(cx: &Scenes, drafts: &mut [Draft]) {
    let page = cx.page;
    let mut told: FastMap<Amount, usize> = FastMap::default();
    let is_heading = |i: usize| page.sentence_of(i).kind == PassageKind::Title;
    let is_sum = |i: &usize| page.quantities[*i].quantity.measure == Measure::Money;
    let sums: Vec<usize> = (0..drafts.len()).filter(is_sum).collect();
    for &i in sums.iter().rev() {
        let key = amount(page, &drafts[i]);
        if !is_heading(i) {
            told.insert(key, i);
            continue;
        }
        let Some(&at) = told.get(&key) else { continue };
        let body = &drafts[at];
        let (role, stage, purpose, span) =
            (body.role, body.stage, body.purpose, tokens(page, body));
        let draft = &mut drafts[i];
        if role != draft.role {
            (draft.role, draft.stage, draft.purpose) = (role, stage, purpose);
            draft.body = Some(at);
            draft.reasons.clear();
            for field in ["role", "stage", "purpose"] {
                draft.because(field, feature!("headed"), Some(span));
            }
        }
    }
    for &i in &sums {
        let first = told.get(&amount(page, &drafts[i])).copied().filter(|&first| first != i);
        let Some(first) = first.filter(|_| !is_heading(i)) else { continue };
        let (role, span) = (drafts[first].role, tokens(page, &drafts[first]));
        let (draft, at) = (&mut drafts[i], page.quantities[i].first);
        if role != draft.role && at > 0 && page.words.has(at - 1, &lists().the) {
            draft.role = role;
            draft.reasons.retain(|(field, ..)| *field != "role");
            draft.because("role", feature!("twin"), Some(span));
        }
    }
}

/// Complete the tellings of one quantity from one another, in place.
pub fn share(cx: &Scenes, drafts: &mut [Draft]) {
    let page = cx.page;
    for i in 0..drafts.len() {
        if let Some(body) = drafts[i].body {
            drafts[i].investors = drafts[body].investors.clone();
            drafts[i].beneficiaries = drafts[body].beneficiaries.clone();
        }
    }
    for i in 1..drafts.len() {
        if converts(page, i - 1, i) {
            let (formers, latters) = drafts.split_at_mut(i);
            copy(&formers[i - 1], &mut latters[0]);
        }
    }
    let key = |draft: &Draft| {
        let quantity = &page.quantities[draft.number].quantity;
        (quantity.measure, quantity.high.or(quantity.low), quantity.unit)
    };
    for group in groups(drafts.iter().map(key)) {
        if group.len() > 1 {
            complete(cx, drafts, &group);
        }
    }
}

/// Give each telling of one quantity the whole that the first one to name one names.
///
/// Such parts as add up to a whole are spent when the whole is, be they pledged or not.
pub fn share_wholes(cx: &Scenes, drafts: &mut [Draft], sums: &FastSet<(usize, usize)>) {
    let page = cx.page;
    let key = |draft: &Draft| {
        let measure = page.quantities[draft.number].quantity.measure;
        (measure, amount(page, draft))
    };
    for group in groups(drafts.iter().map(key)) {
        let named = group.iter().find_map(|&i| Some((i, drafts[i].whole?)));
        let Some((named, whole)) = named else { continue };
        let meant = amount(page, &drafts[whole]);
        for &i in &group {
            // Where both name it, it is meant in the words of the first.
            let known = drafts[i].whole.map_or(true, |own| amount(page, &drafts[own]) == meant);
            if known && compatible(cx, &drafts[i], &drafts[named]) {
                drafts[i].whole = Some(whole);
            }
        }
    }
    gather(drafts);
    for i in 0..drafts.len() {
        let Some(at) = drafts[i].whole else { continue };
        let whole = drafts[at].role;
        let pledged = drafts[i].role.is_pledged() && whole.is_pledged();
        if pledged && is_of_one(whole) {
            for row in Row::OF_WHOLES {
                take(drafts, row, i, at);
            }
        }
        if pledged || sums.contains(&(i, at)) {
            take_end(page, drafts, i, at);
        }
    }
}

/// Of a whole of which nobody is named, those pay together who pay for its parts.
fn gather(drafts: &mut [Draft]) {
    let wholes = drafts.iter().filter_map(|draft| draft.whole);
    let orphans: FastSet<usize> =
        wholes.filter(|&whole| drafts[whole].investors.is_empty()).collect();
    for i in 0..drafts.len() {
        let Some(at) = drafts[i].whole.filter(|at| orphans.contains(at)) else { continue };
        let whole = &drafts[at];
        if !is_of_one(whole.role) || !drafts[i].role.is_pledged() {
            continue;
        }
        let payers = drafts[i].investors.iter().copied();
        let added: Vec<usize> = payers.filter(|each| !whole.investors.contains(each)).collect();
        if agrees(whole, Investors, &added) {
            drafts[at].investors.extend(added);
        }
    }
}

/// A list that one draft leaves empty is taken from another one, where it agrees.
fn take(drafts: &mut [Draft], row: Row, to: usize, from: usize) {
    if row.of(&drafts[to]).is_empty() && !row.of(&drafts[from]).is_empty() {
        let told = row.of(&drafts[from]).clone();
        if agrees(&drafts[to], row, &told) {
            *row.of_mut(&mut drafts[to]) = told;
        }
    }
}

/// A part is spent by the end of its whole, where one party or one section tells of both.
fn take_end(page: &Page, drafts: &mut [Draft], part: usize, whole: usize) {
    if drafts[part].end.is_some() || drafts[whole].end.is_none() || is_yearly(page, part) {
        return;
    }
    drafts[part].end = drafts[whole].end.clone();
    let span = tokens(page, &drafts[whole]);
    drafts[part].because("end", feature!("whole"), Some(span));
}

/// True for "un versement annuel de 300 millions", "$2bn a year".
fn is_yearly(page: &Page, quantity: usize) -> bool {
    let placed = &page.quantities[quantity];
    let near = placed.first.saturating_sub(YEARLY_REACH)..placed.last + YEARLY_REACH;
    // What it looks for has a blank on either side.
    let told = std::iter::once("").chain(page.words.span(near)).chain(std::iter::once(""));
    YEARLY.with(|each| each.borrow_mut().found(told)) != 0
}

/// True for "£31bn ($42bn)": the second is the first in another unit.
fn converts(page: &Page, former: usize, latter: usize) -> bool {
    let (left, right) = (&page.quantities[former], &page.quantities[latter]);
    let (mine, its) = (&left.quantity, &right.quantity);
    let opens = right.first == left.last + 1 && page.words.is(left.last, "(");
    let closes = || matches!(page.words.get(right.last), ")" | "," | ";");
    opens
        && mine.measure == its.measure
        && (mine.measure == Measure::Area || (mine.unit != its.unit && closes()))
}

fn copy(former: &Draft, latter: &mut Draft) {
    (latter.role, latter.stage, latter.purpose) = (former.role, former.stage, former.purpose);
    for row in Row::ALL {
        *row.of_mut(latter) = row.of(former).clone();
    }
    latter.speakers = former.speakers.clone();
    latter.start = former.start.clone();
    latter.end = former.end.clone();
}

fn complete(cx: &Scenes, drafts: &mut [Draft], group: &[usize]) {
    for (at, &i) in group.iter().enumerate() {
        for other in fellows(group.len(), at).map(|each| group[each]) {
            if !compatible(cx, &drafts[i], &drafts[other]) {
                continue;
            }
            for row in Row::ALL {
                take(drafts, row, i, other);
            }
            if drafts[i].start.is_none() {
                drafts[i].start = drafts[other].start.clone();
            }
            if drafts[i].end.is_none() {
                drafts[i].end = drafts[other].end.clone();
            }
            // What a telling carries from elsewhere yields to what another one says itself.
            if tells_where(cx, &drafts[other], &drafts[i]) {
                drafts[i].places = drafts[other].places.clone();
            }
        }
    }
}

/// True where one telling names its places itself, and the other has some no finer from afar.
fn tells_where(cx: &Scenes, draft: &Draft, other: &Draft) -> bool {
    let page = cx.page;
    let scene = |draft: &Draft| cx.of(page.quantities[draft.number].sentence);
    let (here, there) = (scene(draft), scene(other));
    let how_fine = |place: &usize| fineness(&page.entities[*place]);
    let named = draft.places.iter().filter(|&&place| here.names(place)).map(how_fine).max();
    let carried = other.places.iter().map(how_fine).max();
    match (named, carried) {
        (Some(named), Some(carried)) => {
            named >= carried && !other.places.iter().any(|&place| there.names(place))
        }
        _ => false,
    }
}

/// The other tellings that may complete one: the first ones of the text, and those near it, as
/// places in the row of all.
pub fn fellows(tellings: usize, i: usize) -> impl Iterator<Item = usize> {
    // A price list tells one amount a thousand times: each with each would never end.
    let first = (0..FIRST.min(tellings)).filter(move |&other| other != i);
    let before = i.saturating_sub(NEARBY).max(FIRST)..i;
    first.chain(before).chain((i + 1).max(FIRST)..(i + 1 + NEARBY).min(tellings))
}

/// True unless one party would come to pay and to receive, or be its own project.
fn agrees(draft: &Draft, row: Row, added: &[usize]) -> bool {
    let apart = || row.apart().iter().flat_map(|each| each.of(draft));
    !apart().any(|entity| added.contains(entity))
}

/// True where neither contradicts the other on who pays and what it is.
pub fn compatible(cx: &Scenes, left: &Draft, right: &Draft) -> bool {
    if left.role.is_pledged() != right.role.is_pledged() {
        return false;
    }
    let meets = |mine: &[usize], its: &[usize]| mine.iter().any(|each| its.contains(each));
    if !left.investors.is_empty() && !right.investors.is_empty() {
        return meets(&left.investors, &right.investors);
    }
    // Without a payer on one side, something else must tie the two.
    let sentence = |draft: &Draft| cx.page.quantities[draft.number].sentence;
    meets(&left.places, &right.places)
        || sentence(left).min(sentence(right)) <= 1
        || (left.role == Role::Programme && right.role == Role::Programme)
}
