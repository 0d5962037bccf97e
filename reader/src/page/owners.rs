//! Whose a figure is by its place alone: "Blackstone's £10bn campus", "MGX 50".

use std::ops::Range;
use std::sync::OnceLock;

use crate::base::lexicon::lexicon;
use crate::base::{Set, Stems, Str, Words};
use crate::mentions::enumerations::is_apposed_union;
use crate::mentions::model::Mention;
use crate::page::model::{Page, PlacedQuantity, Sentence};
use crate::syntax::clauses::{is_oblique, preposition};

const SHORTEST_GLOSS: isize = 3;
/// Words of a sentence among which its project is named, and from it to whose it is.
const OPENING: isize = 10;
const PROJECT_REACH: usize = 4;
const GLOSS_REACH: usize = 8;
const AID_REACH: usize = 16;
const ALLOWER_REACH: usize = 4;

/// Mentions by number, with what they are to a quantity.
pub type Relations = Vec<(usize, Str)>;

struct Lists {
    allowing: Stems,
    aid: Vec<String>,
    /// Words that end what is owned: "Norvane trumped Telis's plans with a $3bn campus".
    turning: Set,
    /// So does a verb after a comma: "one of Europe's best start-ups, has raised".
    ending: Vec<(String, String)>,
    uniting: Set,
    articles: Set,
    /// Bodies that allow what others pay: of a State or its government the plan would be its own.
    allowers: Set,
    projects: Set,
    with: Set,
    /// Words that tie a house to its parent.
    held: Set,
    of: Set,
    apposing: Set,
    joins: Set,
    own: Set,
}

fn lists() -> &'static Lists {
    static LISTS: OnceLock<Lists> = OnceLock::new();
    LISTS.get_or_init(|| {
        let of = |name: &str| lexicon().set(&format!("page.owners.{name}"));
        let pairs = lexicon().get("page.owners._ENDING").items().iter().map(|pair| pair.texts());
        Lists {
            allowing: Stems::new(&lexicon().list("page.owners.ALLOWING")),
            aid: lexicon().list("page.owners._AID").iter().map(|aid| format!(" {aid} ")).collect(),
            turning: of("_TURNING"),
            ending: pairs.map(|pair| (pair[0].clone(), pair[1].clone())).collect(),
            uniting: of("_UNITING"),
            articles: of("_ARTICLES"),
            allowers: of("_ALLOWERS"),
            projects: of("_PROJECTS"),
            with: of("_WITH"),
            held: of("_HELD"),
            of: of("_OF"),
            apposing: of("_APPOSING"),
            joins: of("_JOINS"),
            own: of("_OWN"),
        }
    })
}

/// Words from one token to another, below 0 where the other stands before it.
#[inline]
pub fn gap(from: usize, to: usize) -> isize {
    to as isize - from as isize
}

/// What owns: "Blackstone's £10bn campus", "Google - £5bn", "Liverpool (482 M€)".
pub fn owners(page: &Page, placed: &PlacedQuantity, parties: &[usize], found: &mut Relations) {
    for &number in parties {
        let reach = gap(page.mentions[number].span.1, placed.first);
        if (0..=8).contains(&reach) {
            if let Some(name) = owning(page, placed, &page.mentions[number], reach) {
                found.push((number, name));
            }
        }
    }
}

/// How a party that stands `reach` words before a figure owns it.
fn owning(page: &Page, placed: &PlacedQuantity, mention: &Mention, reach: isize) -> Option<Str> {
    let (words, sentence) = (&page.words, &page.sentences[placed.sentence]);
    let last = mention.span.1;
    let follower = words.get(last);
    if reach == 1 && follower == "(" && mention.last != last {
        return None; // "Norvane et Telis (12 M€)": the last one's alone
    }
    let governed = || preposition(words, described(sentence, mention), sentence.first);
    if follower == "'s" {
        return if is_turned(words, last + 1..placed.first) { None } else { Some("owner's") };
    }
    if reach == 0 && matches!(governed(), "," | "and" | "^" | ";") {
        return Some("owner0");
    }
    if reach > SHORTEST_GLOSS
        && is_glossed(words, last, placed.first)
        && (matches!(governed(), ";" | "^") || follows_figure(page, mention, sentence))
    {
        return Some("owner0"); // "Norvane en paiera 180 ; Telis, un fonds genevois, 70"
    }
    if reach != 1 {
        return None;
    }
    match follower {
        // "X suivra avec 20 milliards, et Y avec 5"
        "avec" | "with" if matches!(governed(), "and" | ";") => Some("owner0"),
        "(" => Some("owner("),
        ":" | "-" | "–" | "," if !is_oblique(governed()) => {
            let opens = gap(sentence.first, mention.span.0) <= 3;
            Some(match (follower, opens) {
                (":", true) => "owner:",
                (":", false) => "owner:~",
                ("-", true) => "owner-",
                ("-", false) => "owner-~",
                ("–", true) => "owner–",
                ("–", false) => "owner–~",
                (_, true) => "owner,",
                (_, false) => "owner,~",
            })
        }
        _ => None,
    }
}

/// True where words end what is owned before the figure.
fn is_turned(words: &Words, owned: Range<usize>) -> bool {
    let known = lists();
    let ends = |at: usize| {
        let mut pairs = known.ending.iter();
        pairs.any(|(mark, verb)| words.is(at, mark) && words.is(at + 1, verb))
    };
    words.any(owned.clone(), &known.turning) || (owned.start..owned.end.saturating_sub(1)).any(ends)
}

/// Whose project a sentence opens with: "Le projet de Norvane à Lens coûtera 3 milliards".
pub fn projects_of(page: &Page, placed: &PlacedQuantity, parties: &[usize], found: &mut Relations) {
    let (words, known) = (&page.words, lists());
    let floor = page.sentences[placed.sentence].first;
    // "Avec un gigawatt, le projet de Norvane à Lens fait jeu égal."
    let opens = words.has(floor, &known.with) && gap(floor, placed.first) <= 1;
    let start = if opens { placed.last } else { floor };
    for &number in parties {
        let mention = &page.mentions[number];
        let first = mention.span.0;
        if mention.kind != "party" || !(0..=OPENING).contains(&gap(start, first)) {
            continue;
        }
        if mention.last > placed.first && !opens {
            continue;
        }
        let near = floor.max(first.saturating_sub(PROJECT_REACH))..first;
        if words.any(near, &known.projects)
            && matches!(preposition(words, first, start), "of" | "by")
        {
            found.push((number, "owner's"));
        }
    }
}

/// True where a gloss between commas stands between a name and the figure.
fn is_glossed(words: &Words, last: usize, first: usize) -> bool {
    let commas = words.is(last, ",") && words.is(first - 1, ",");
    commas
        && words.has(last + 1, &lists().articles)
        && !words.span(last + 1..first - 1).any(|word| word == ",")
}

/// True where only a comma or a semicolon stands between another figure and a name.
fn follows_figure(page: &Page, mention: &Mention, sentence: &Sentence) -> bool {
    let mut row = sentence.quantities.iter().rev().map(|&q| &page.quantities[q]);
    match row.find(|q| q.last <= mention.span.0) {
        Some(before) => {
            mention.span.0 - before.last == 1 && page.words.has(before.last, &lists().joins)
        }
        None => false,
    }
}

/// Where what describes a party begins: "and state lender Norvane 3 million".
fn described(sentence: &Sentence, mention: &Mention) -> usize {
    let mut first = mention.span.0;
    for cue in sentence.cues.iter().rev() {
        if cue.last == first && cue.kind.starts_with("who_") {
            first = cue.first;
        }
    }
    first
}

/// Who only allows another's aid: "the Commission has approved €3m of French state aid".
pub fn approvers(page: &Page, sentence: &Sentence, parties: &[usize], found: &mut Relations) {
    let (words, known) = (&page.words, lists());
    // Only words right after a party are looked at.
    let mut is_near = vec![false; sentence.last + ALLOWER_REACH + 1 - sentence.first];
    for last in parties.iter().map(|&number| page.mentions[number].last) {
        let from = last.max(sentence.first) - sentence.first;
        is_near.iter_mut().skip(from).take(ALLOWER_REACH + 1).for_each(|near| *near = true);
    }
    for verb in sentence.first + 1..sentence.last {
        if !is_near[verb - sentence.first] || !known.allowing.begin(words.get(verb)) {
            continue;
        }
        let near = verb.saturating_sub(ALLOWER_REACH)..=verb;
        let mut back = parties.iter().copied().rev();
        let Some(before) = back.find(|&m| near.contains(&page.mentions[m].last)) else { continue };
        if is_allower(page, before) || tells_aid(words, verb..sentence.last.min(verb + AID_REACH)) {
            found.push((before, "allows-aid"));
        }
    }
}

/// True where words tell of aid by a State.
fn tells_aid(words: &Words, span: Range<usize>) -> bool {
    let told = format!(" {} ", words.span(span).collect::<Vec<_>>().join(" "));
    lists().aid.iter().any(|aid| told.contains(aid.as_str()))
}

/// Whose venture acts in its own name: "Norvane, the joint venture of Telis and Orlac, will".
pub fn partners(page: &Page, parties: &[usize], found: &mut Relations) {
    let words = &page.words;
    for &union in parties {
        let known = &page.mentions[union];
        if words.has(known.last, &lists().uniting) && is_apposed_union(known, words) {
            let named = parties.iter().filter(|&&m| page.mentions[m].span.0 == known.last + 1);
            found.extend(named.filter(|&&m| m != union).map(|&m| (m, "another's:before")));
        }
    }
}

/// Whose subsidiary acts in its own name: "Norvane, filiale de Telis, investira".
pub fn parents(page: &Page, parties: &[usize], found: &mut Relations) {
    for pair in parties.windows(2) {
        if is_parent(page, pair[0], pair[1]) {
            let parent = &page.mentions[pair[1]];
            let is_told = |m: &Mention| m.span == parent.span && m.first >= parent.first;
            let told = parties.iter().filter(|&&m| is_told(&page.mentions[m]));
            found.extend(told.map(|&m| (m, "another's:before")));
        }
    }
}

/// True for Telis in "Norvane, filiale de Telis," and "Norvane, a Telis subsidiary,".
pub fn is_parent(page: &Page, house: usize, parent: usize) -> bool {
    let (words, known) = (&page.words, lists());
    let (house, parent) = (&page.mentions[house], &page.mentions[parent]);
    let between = house.last..parent.head.min(words.len());
    if !(1..=GLOSS_REACH).contains(&between.len()) || house.entity == parent.entity {
        return false;
    }
    let first = between.start;
    if words.has(house.head, &known.held) && words.has(first, &known.of) {
        return true; // "Norvane, a subsidiary of Telis"
    }
    if !(words.has(first, &known.apposing) || words.has(first, &known.held))
        || (first + 1..between.end).any(|at| words.is(at, ","))
    {
        return false;
    }
    if words.any(between.clone(), &known.own) {
        return false; // "Norvane, dont 15 affectés à sa filiale Telis"
    }
    words.any(between, &known.held) || words.has(parent.last, &known.held)
}

/// True for a body that approves the money of others: the Commission, a regulator.
pub fn is_allower(page: &Page, mention: usize) -> bool {
    let mention = &page.mentions[mention];
    page.words.any(mention.first..mention.last, &lists().allowers)
}

/// True for the Commission of "la Commission a autorisé la France à verser".
pub fn allows(page: &Page, mention: usize) -> bool {
    let last = page.mentions[mention].last;
    let mut after = page.words.span(last..last + ALLOWER_REACH);
    is_allower(page, mention) && after.any(|word| lists().allowing.begin(word))
}

/// Who gives the figure before or after: "Norvane investira 3 milliards, Telis 2 milliards".
pub fn owners_beside(
    page: &Page,
    placed: &PlacedQuantity,
    parties: &[usize],
    found: &mut Relations,
) {
    let row = &page.sentences[placed.sentence].quantities;
    // Looked for, its place would cost the square of a long row.
    let Some(&opening) = row.first() else { return };
    let at = gap(opening, placed.number);
    let mut owning = Relations::new();
    for (name, beside) in [("another's:before", at - 1), ("another's:after", at + 1)] {
        let Some(&other) = usize::try_from(beside).ok().and_then(|beside| row.get(beside)) else {
            continue;
        };
        owning.clear();
        owners(page, &page.quantities[other], parties, &mut owning);
        found.extend(owning.iter().filter(|(_, how)| *how == "owner0").map(|(m, _)| (*m, name)));
    }
}

/// True for the later figures of "Norvane investira 3 milliards, Telis 2, Verne 1,5".
pub fn is_gapped(page: &Page, placed: &PlacedQuantity) -> bool {
    let sentence = &page.sentences[placed.sentence];
    if sentence.quantities.first() == Some(&placed.number) {
        return false;
    }
    let mut beside = sentence.mentions.iter().map(|&m| &page.mentions[m]);
    beside.any(|m| {
        m.span.1 == placed.first
            && m.entity.is_some()
            && owning(page, placed, m, 0) == Some("owner0")
    })
}
