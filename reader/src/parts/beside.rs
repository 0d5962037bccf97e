//! What stands beside a figure: between it and another one, and what tells it by the way.

use std::sync::OnceLock;

use crate::base::lexicon::lexicon;
use crate::base::{Name, Set, Words};
use crate::feature;
use crate::figures::around::{bucket, Scenes, Surroundings};
use crate::page::model::PlacedQuantity;
use crate::page::owners::is_gapped;
use crate::syntax::clauses::{is_oblique, preposition};
use crate::syntax::cues::Cue;

/// Words between a relative pronoun and a figure of its clause.
const CLAUSE: usize = 12;
/// Words of "12,000 out of the 25,000 GPUs" between the two, at most.
const MOST_BETWEEN: usize = 3;

struct Lists {
    share_of: Set,
    growing: Vec<String>,
    contrasts: Set,
    relatives: Set,
    marks: Set,
    /// What opens a sentence about something else than those before, by its words.
    openers: Vec<Vec<String>>,
    including: Set,
}

fn lists() -> &'static Lists {
    static LISTS: OnceLock<Lists> = OnceLock::new();
    LISTS.get_or_init(|| {
        let all = lexicon();
        let of = |name: &str| all.set(&format!("parts.beside.{name}"));
        let openers = all.list("parts.beside._OPENERS");
        let split = |each: &String| each.split(' ').map(str::to_string).collect();
        Lists {
            share_of: of("_SHARE_OF"),
            growing: all.list("parts.beside._GROWING"),
            contrasts: of("_CONTRASTS"),
            relatives: of("_RELATIVES"),
            marks: of("_MARKS"),
            openers: openers.iter().map(split).collect(),
            including: Set::of(&["dont", "including", "which"]),
        }
    })
}

/// What sets a figure apart from those before it.
///
/// "Soutenue par Norvane, qui investira 3 milliards, Orlac …": the clause tells who Norvane is, and
/// the thread of the text goes on without it. "En parallèle, …" begins another thread.
pub fn asides(cx: &Scenes, around: &Surroundings) -> Vec<Name> {
    let (page, known) = (cx.page, lists());
    let (words, sentence) = (&page.words, around.sentence(page));
    let mut found = Vec::new();
    let opens = |opener: &Vec<String>| {
        opener.iter().enumerate().all(|(i, word)| words.is(sentence.first + i, word))
    };
    if known.openers.iter().any(opens) {
        found.push(feature!("beside-opens"));
    }
    let placed = around.placed(page);
    let floor = placed.first.saturating_sub(CLAUSE).max(sentence.first + 1);
    for at in (floor..placed.first).rev() {
        if words.has(at, &known.marks) {
            break;
        }
        if words.has(at, &known.relatives) {
            let mut named = page
                .mentions_in(sentence.number)
                .filter(|(_, m)| (m.last == at || m.last + 1 == at) && m.entity.is_some());
            let told = around.part_words(page);
            // "led by Norvane, which puts in 3 million": that is a share after all.
            if !told.part.contains(&"gives")
                && named.any(|(_, m)| is_oblique(preposition(words, m.span.0, sentence.first)))
            {
                found.push(feature!("told-aside"));
            }
            break;
        }
    }
    found
}

/// True for a verb of growing right before a figure.
fn grows(words: &Words, cue: &Cue, to: usize) -> bool {
    let near = cue.kind == "size" && (cue.last..=cue.last + 1).contains(&to);
    near && lists().growing.iter().any(|stem| words.get(cue.first).starts_with(stem.as_str()))
}

/// True where what stands between two figures makes the first a share of the second.
fn is_share_of(words: &Words, lo: usize, hi: usize) -> bool {
    match hi.saturating_sub(lo) {
        1 => words.has(lo, &lists().share_of),
        2..=MOST_BETWEEN => {
            let told: Vec<&str> = words.span(lo..hi).collect();
            lists().share_of.holds(&told.join(" "))
        }
        _ => false,
    }
}

/// What stands between two quantities of one sentence.
pub fn between(cx: &Scenes, around: &Surroundings, other: &PlacedQuantity) -> Vec<Name> {
    let page = cx.page;
    let (mine, words, known) = (around.placed(page), &page.words, lists());
    let is_before = other.first < mine.first;
    let side = if is_before { 'b' } else { 'a' };
    let (lo, hi) = if is_before { (other.last, mine.first) } else { (mine.last, other.first) };
    let cues = &page.sentences[mine.sentence].cues;
    let has = |kind: &str| cues.iter().any(|c| c.kind == kind && lo <= c.first && c.first < hi);
    let mut found = vec![
        feature!("here:{}", bucket(hi.saturating_sub(lo))),
        feature!(
            "here-between={}",
            around.quantities_between(page, other.first, other.last).min(3)
        ),
    ];
    for kind in ["part", "pay", "spent", "get"] {
        if has(kind) {
            found.push(feature!("between-{}:{}", kind, side));
        }
    }
    if is_gapped(page, other) && (!is_before || is_gapped(page, mine)) {
        found.push(feature!("gapped")); // "Norvane investira 3 milliards, Telis 2 milliards"
    }
    let only = if hi == lo + 1 { words.get(lo) } else { "" };
    if matches!(only, "à" | "to") {
        found.push(feature!("changes"));
    }
    if matches!(only, "et" | "and") {
        found.push(feature!("joined")); // "90 et 60 millions"
    }
    if !is_before && cues.iter().any(|cue| grows(words, cue, hi)) {
        found.push(feature!("grows-to")); // "compte 1,2 GW ; il devrait atteindre 4,5 GW"
    }
    if !is_before && is_share_of(words, lo, hi) {
        found.push(feature!("share-of")); // "12,000 of the 25,000 GPUs"
    }
    let is_told = || ["speech", "say", "remark", "vow", "source"].iter().any(|kind| has(kind));
    if words.any(lo..hi, &known.contrasts) && is_told() {
        found.push(feature!("rivals")); // "costs 2 billion, though the mayor speaks of 3"
    }
    if is_before {
        if words.any(lo..hi, &known.including) {
            found.push(feature!("of-which"));
        }
        if (lo..hi).any(|i| words.is(i, ":")) {
            found.push(feature!("between-colon"));
        }
        if (lo..hi).any(|i| words.is(i, ";")) {
            found.push(feature!("between-semicolon"));
        }
    }
    found
}
