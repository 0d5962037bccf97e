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
use crate::base::{Decimal, FastMap, FastSet, Known, Name, Set, Str};
use crate::claim::{Measure, Role, Stage};
use crate::figures::around::{bucket, Scenes, Side, Surroundings};
use crate::figures::signs::signs;
use crate::mentions::model::NAME;
use crate::page::model::{Page, PlacedQuantity};
use crate::parts::partwords::part_words;
use crate::syntax::cues::Cue;
use crate::{feature, memo};

const HUGE: i128 = 60_000_000_000;
const IMMENSE: i128 = 150_000_000_000;
/// Words before and after the quantity among which verbs are looked at.
const VERBS_BEFORE: usize = 14;
const VERBS_AFTER: usize = 10;
const PERFECT: Str = "perfect";
/// A French auxiliary, where a past participle follows.
const MAYBE_PERFECT: Str = "perfect?";

/// A quantity with the role and the stage given to it.
pub type Given = (usize, Role, Stage);

struct Lists {
    skipped: Set,
    function: Set,
    role_cues: Set,
    auxiliaries: Set,
    modals: Set,
    english: Set,
    english_forms: FastMap<String, Str>,
    /// How the names of relations begin in which stands who may pay.
    subjects: Vec<String>,
}

fn lists() -> &'static Lists {
    static LISTS: OnceLock<Lists> = OnceLock::new();
    LISTS.get_or_init(|| {
        let of = |name: &str| lexicon().set(&format!("decisions.features.{name}"));
        Lists {
            skipped: of("_SKIPPED"),
            function: of("_FUNCTION"),
            role_cues: of("_ROLE_CUES"),
            auxiliaries: of("_AUXILIARIES"),
            modals: of("_MODALS"),
            english: of("_ENGLISH"),
            english_forms: lexicon().map("decisions.features._ENGLISH"),
            subjects: lexicon().list("decisions.features._SUBJECTS"),
        }
    })
}

/// What the figures of a page add up to: numbers of those that are parts, and of the wholes.
pub struct Summed {
    parts: FastSet<usize>,
    wholes: FastSet<usize>,
}

impl Summed {
    pub fn new(page: &Page) -> Self {
        Self {
            parts: page.sums.iter().map(|(part, _)| *part).collect(),
            wholes: page.sums.iter().map(|(_, whole)| *whole).collect(),
        }
    }
}

/// Features for what the quantity is, and for its stage, each once.
///
/// `earlier` are the quantities before it with the roles given to them.
pub fn role_features(
    cx: &Scenes,
    around: &Surroundings,
    earlier: &[Given],
    summed: &Summed,
) -> Vec<Name> {
    let mut found = Vec::with_capacity(192);
    let into = &mut found;
    cues(cx, around, into);
    verb_forms(cx.page, around, into);
    form(cx.page, around, into);
    into.extend(cx.page.topics.iter().map(|name| feature!("topic={name}")));
    parties(cx.page, around, into);
    comparison(cx, around, into);
    subjects(cx.page, around, into);
    sequence(cx.page, around.placed(cx.page), earlier, into);
    of_parts(cx.page, around, summed, into);
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
    let mut nearest: Vec<(usize, Side, &Cue)> = Vec::new();
    let mut beside: Vec<Name> = Vec::new();
    for cue in &page.sentences[around.sentence].cues {
        if !known.role_cues.holds(cue.kind) {
            continue;
        }
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

/// Tense and mood of the verbs nearby, as far as their endings tell.
fn verb_forms(page: &Page, around: &Surroundings, found: &mut Vec<Name>) {
    let (sentence, placed) = (around.sentence(page), around.placed(page));
    let is_french = page.language == "fr";
    let first = sentence.first.max(placed.first.saturating_sub(VERBS_BEFORE));
    let last = sentence.last.min(placed.last + VERBS_AFTER);
    for i in first..last {
        let form = if is_french { french(page, i) } else { english(page, i) };
        let Some(form) = form else { continue };
        let side = if i < placed.first { Side::Left } else { Side::Right };
        if form != MAYBE_PERFECT {
            found.push(feature!("{form}:{side}"));
        } else if i + 1 < last {
            let follows = |at: usize| {
                let end = page.words.get(at).chars().next_back();
                end.map_or(true, |letter| matches!(letter, 'é' | 'i' | 's' | 't' | 'u'))
            };
            if follows(i + 1) || follows((i + 2).min(last - 1)) {
                found.push(feature!("{PERFECT}:{side}"));
            }
        }
    }
}

fn english(page: &Page, at: usize) -> Option<Str> {
    if !page.words.has(at, &lists().english) {
        return None;
    }
    lists().english_forms.get(page.words.get(at)).copied()
}

fn french(page: &Page, at: usize) -> Option<&str> {
    let (words, known) = (&page.words, lists());
    if words.has(at, &known.auxiliaries) {
        return Some(MAYBE_PERFECT);
    }
    let word = words.get(at);
    if words.has(at, &known.modals) {
        return Some(word.char_indices().nth(3).map_or(word, |(end, _)| &word[..end]));
    }
    let ends = |one: &str, many: &str| word.ends_with(one) || word.ends_with(many);
    let is_longer = |than: usize| word.chars().count() > than;
    if ends("rait", "raient") && is_longer(5) {
        Some("conditional")
    } else if ends("ra", "ront") && is_longer(4) {
        Some("future")
    } else if ends("ait", "aient") && is_longer(5) {
        Some("imperfect")
    } else {
        None
    }
}

/// How the quantity itself is written and where it stands.
fn form(page: &Page, around: &Surroundings, found: &mut Vec<Name>) {
    let (sentence, placed) = (around.sentence(page), around.placed(page));
    let (quantity, words, function) = (&placed.quantity, &page.words, &lists().function);
    found.push(feature!("measure={}", quantity.measure));
    found.push(feature!("{}", around.size(page)));
    found.push(feature!("passage={}", sentence.kind));
    if !quantity.hedge.is_empty() {
        found.push(feature!("hedge={}", quantity.hedge));
    }
    if quantity.form != "full" {
        found.push(feature!("form={}", quantity.form));
    }
    let before = placed.first > sentence.first;
    let after = placed.last < sentence.last;
    if before && words.is(placed.first - 1, "(") {
        found.push(feature!("bracketed"));
    }
    if placed.first <= sentence.first + 2 {
        found.push(feature!("opens"));
    }
    let first = sentence.quantities.first().copied().unwrap_or(placed.number);
    found.push(feature!("nth={}", placed.number.saturating_sub(first).min(3)));
    found.push(match before {
        false => feature!("w-1=^"),
        true if words.has(placed.first - 1, function) => {
            feature!("w-1={}", words.get(placed.first - 1))
        }
        true => feature!("w-1=*"),
    });
    found.push(match after {
        false => feature!("w+1=$"),
        true if words.has(placed.last, function) => feature!("w+1={}", words.get(placed.last)),
        true => feature!("w+1=*"),
    });
}

/// Who is named around: the nearest party on either side.
fn parties(page: &Page, around: &Surroundings, found: &mut Vec<Name>) {
    let placed = around.placed(page);
    let (mut left, mut right) = (None, None);
    let mut parties: Vec<usize> = Vec::new();
    for (_, mention) in page.mentions_in(around.sentence) {
        if matches!(mention.kind, "place" | "media") {
            continue;
        }
        if mention.last <= placed.first {
            left = Some(mention);
        } else if right.is_none() && mention.first >= placed.last {
            right = Some(mention);
        }
        if matches!(mention.kind, "party" | "state") && mention.form == NAME {
            parties.extend(mention.entity.filter(|each| !parties.contains(each)));
        }
    }
    if let Some(left) = left {
        found.push(feature!("party:L={}/{}", left.kind, left.noun));
        let cues = &page.sentences[around.sentence].cues;
        let between = |kind: &str| {
            let all = cues.iter().filter(|c| left.last <= c.first && c.first < placed.first);
            all.clone().any(|cue| cue.kind == kind)
        };
        if between("pay") {
            found.push(feature!("party-pay"));
        }
        if between("get") {
            found.push(feature!("party-get"));
        }
    }
    if let Some(right) = right.filter(|each| each.first - placed.last <= 3) {
        found.push(feature!("party:R={}/{}", right.kind, right.noun));
    }
    found.push(feature!("parties={}", parties.len().min(4)));
}

/// How the figure compares with the document's others.
fn comparison(cx: &Scenes, around: &Surroundings, found: &mut Vec<Name>) {
    let mine = &around.placed(cx.page).quantity;
    let Some(value) = mine.high.or(mine.low) else { return };
    let measure = &mine.measure;
    let told = cx.told.get(measure).copied().unwrap_or(0);
    if told > 1 && cx.largest.get(measure).map_or(false, |largest| value >= *largest) {
        found.push(feature!("largest"));
    }
    let times = cx.values.get(measure).and_then(|all| all.get(&value)).copied().unwrap_or(0);
    found.push(feature!("times={}", times.min(3)));
    if mine.measure == Measure::Money && value >= Decimal::whole(HUGE) {
        found.push(feature!("huge"));
        if value >= Decimal::whole(IMMENSE) {
            found.push(feature!("immense"));
        }
    }
}

/// Who stands in a strong relation to the figure.
fn subjects(page: &Page, around: &Surroundings, found: &mut Vec<Name>) {
    for (number, names) in &around.relations {
        let entity = &page.entities[*number];
        for &name in names {
            if lists().subjects.iter().any(|opening| name.starts_with(opening.as_str())) {
                found.extend(subject_names(name, entity.kind, entity.noun));
                if entity.is_several {
                    found.push(feature!("payers=several"));
                }
            }
        }
    }
    if around.related.is_empty() {
        found.push(feature!("unrelated"));
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
fn sequence(page: &Page, mine: &PlacedQuantity, earlier: &[Given], found: &mut Vec<Name>) {
    let is_money = |placed: &PlacedQuantity| placed.quantity.measure == Measure::Money;
    let alike = |given: &&Given| is_money(&page.quantities[given.0]) == is_money(mine);
    let Some(&(other, role, stage)) = earlier.iter().rev().find(alike) else {
        found.push(feature!("prev-none"));
        return;
    };
    let other = &page.quantities[other];
    let gap = mine.sentence as isize - other.sentence as isize;
    if gap == 0 {
        found.push(feature!("prev-here={role}"));
        found.push(feature!("was-stage:here={stage}"));
        if mine.first <= other.last + 4 {
            found.push(feature!("prev-next={role}"));
        }
    } else if gap <= 2 {
        let section = |placed: &PlacedQuantity| page.sentences[placed.sentence].section;
        let same = section(other) == section(mine);
        found.push(feature!("prev-{}={role}", if same { "section" } else { "near" }));
        if same {
            found.push(feature!("was-stage:section={stage}"));
        }
    }
}

/// Words of part and whole around the figure, and whether figures of the page add up to it.
fn of_parts(page: &Page, around: &Surroundings, summed: &Summed, found: &mut Vec<Name>) {
    let (sentence, placed) = (around.sentence(page), around.placed(page));
    let told =
        part_words(&page.words, placed.first, placed.last, sentence.first, sentence.last);
    found.extend(told.part.iter().map(|word| feature!("part={word}")));
    found.extend(told.whole.iter().map(|word| feature!("whole={word}")));
    if summed.wholes.contains(&placed.number) {
        found.push(feature!("is-sum"));
    }
    if summed.parts.contains(&placed.number) {
        found.push(feature!("in-sum"));
    }
}
