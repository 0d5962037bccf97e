//! Figures that are the size of something: "Le marché mondial atteindra 400 milliards".
//!
//! A market has a size as a plan has a budget, and is told in the same tense, beside the same
//! assets and years; what tells the two apart is the subject of the verb. So the noun must head
//! its phrase ("un acteur du marché" and "market leader" do not) and the verb must be one of
//! having a size.

use std::sync::OnceLock;

use crate::base::lexicon::lexicon;
use crate::base::{FastMap, Name, Set, Str};
use crate::feature;
use crate::figures::around::Surroundings;
use crate::page::model::Page;
use crate::syntax::cues::Cue;

const VALUING_REACH: usize = 5;
const OBJECT_REACH: usize = 6;
const VALUED_REACH: usize = 3;
const PHRASE_REACH: usize = 14;
const VERB_REACH: usize = 7;
const AFTER_REACH: usize = 7;
const SIZED_REACH: usize = 4;
const ESTIMATED_REACH: usize = 4;
const WORDS_BEFORE: usize = 4;

struct Lists {
    determiners: Set,
    /// Words before a phrase that make it no subject.
    governing: Set,
    /// English words that may follow the noun that heads a phrase: not those of "market leader".
    heading: Set,
    not_such: Set,
    /// Nouns that head their phrases wherever they stand.
    sized: FastMap<String, Str>,
    sized_words: Set,
    /// Verbs whose object has the value: of what is "valued at" a sum, not all is a company.
    valuing: Set,
    valued: Set,
}

fn lists() -> &'static Lists {
    static LISTS: OnceLock<Lists> = OnceLock::new();
    LISTS.get_or_init(|| {
        let of = |name: &str| lexicon().set(&format!("figures.sizes.{name}"));
        Lists {
            determiners: of("_DETERMINERS"),
            governing: of("_GOVERNING"),
            heading: of("_HEADING"),
            not_such: of("_NOT_SUCH"),
            sized: lexicon().map("figures.sizes._SIZED"),
            sized_words: of("_SIZED"),
            valuing: of("_VALUING"),
            valued: of("_VALUED"),
        }
    })
}

/// Signs that the figure is what a cost or a valuation comes to: "son coût dépasse".
pub fn sized(page: &Page, around: &Surroundings) -> Vec<Name> {
    size_of(page, around).map(|name| feature!("sizes={}", name)).into_iter().collect()
}

fn size_of(page: &Page, around: &Surroundings) -> Option<Str> {
    let (known, words, sentence) = (lists(), &page.words, around.sentence(page));
    let first = around.placed(page).first;
    let near = sentence.first.max(first.saturating_sub(VALUING_REACH))..first;
    if words.any(near, &known.valuing) {
        return Some("value"); // "the deal values Norvane at 3 billion"
    }
    if is_valued(page, around) {
        return Some("value");
    }
    let verb =
        sentence.cues.iter().rev().find(|cue| {
            cue.kind == "size" && cue.last <= first && first - cue.last <= SIZED_REACH
        })?;
    if around.quantities_between(page, verb.first, verb.last) > 0 {
        return None;
    }
    let phrase = sentence.first.max(verb.first.saturating_sub(PHRASE_REACH))..verb.first;
    let at = phrase.rev().find(|&at| words.has(at, &known.sized_words))?;
    known.sized.get(words.get(at)).copied()
}

/// True for "Valued at $12bn, Norvane …", "valued the firm at", "Norvane, valorisée 3 Md€".
fn is_valued(page: &Page, around: &Surroundings) -> bool {
    let (known, words, sentence) = (lists(), &page.words, around.sentence(page));
    let (first, last) = (around.placed(page).first, around.placed(page).last);
    let object_of = sentence.first.max(first.saturating_sub(OBJECT_REACH))..first;
    if !object_of.is_empty()
        && matches!(words.get(first - 1), "at" | "à")
        && words.any(object_of.start..first.saturating_sub(2), &known.valued)
    {
        return true;
    }
    let mut near = sentence.first.max(first.saturating_sub(VALUED_REACH))..first;
    let Some(at) = near.rfind(|&i| words.has(i, &known.valued)) else {
        return false;
    };
    let opens = at <= sentence.first + 1 && words.is(last, ",");
    let Some(beside) = (if opens { Some(last + 1) } else { at.checked_sub(1) }) else {
        return false;
    };
    page.mentions_in(sentence.number)
        .any(|(_, m)| m.kind == "party" && (m.first == beside || m.last == beside))
}

/// True where the figure is said to be the size of a market, a sector or all its spending.
pub fn sizes_market(page: &Page, around: &Surroundings) -> bool {
    let cues = around.sentence(page).cues.iter();
    let heading = |cue: &&Cue| cue.kind == "market_noun" && heads(page, around, cue);
    let nouns: Vec<&Cue> = cues.filter(heading).collect();
    !nouns.is_empty() && (is_subject(page, around, &nouns) || is_estimated(page, around, &nouns))
}

/// True for "Le marché du calcul pèsera 30 milliards", "the market will grow to $150bn".
fn is_subject(page: &Page, around: &Surroundings, nouns: &[&Cue]) -> bool {
    let (first, cues) = (around.placed(page).first, &around.sentence(page).cues);
    let Some(verb) = cues.iter().rev().find(|c| is_size_before(c, first, VERB_REACH)) else {
        return false;
    };
    if around.quantities_between(page, verb.first, verb.last) > 0 {
        return false;
    }
    let floor = around.left_clause.max(verb.first.saturating_sub(PHRASE_REACH));
    let mut subjects = nouns.iter().rev();
    let subject = subjects.find(|noun| floor <= noun.first && noun.last <= verb.first);
    subject.is_some_and(|subject| {
        // After these the figure is no size of what was named before them.
        let gained = |c: &Cue| matches!(c.kind, "get" | "round" | "takeover");
        !cues.iter().any(|c| gained(c) && subject.last <= c.first && c.first < verb.first)
    })
}

/// True for "Évalué à 70 milliards en 2024, le marché" and "Worth $60bn, the market".
fn is_estimated(page: &Page, around: &Surroundings, nouns: &[&Cue]) -> bool {
    let (first, last) = (around.placed(page).first, around.placed(page).last);
    let mut cues = around.sentence(page).cues.iter();
    cues.any(|c| is_size_before(c, first, ESTIMATED_REACH))
        && nouns.iter().any(|noun| {
            last < noun.first
                && noun.first <= last + AFTER_REACH
                && (last..noun.first).any(|at| page.words.is(at, ","))
        })
}

/// True for a verb of size that begins within so many words before a token.
fn is_size_before(cue: &Cue, first: usize, reach: usize) -> bool {
    cue.kind == "size" && cue.first < first && first - cue.first <= reach
}

/// True where a noun heads a phrase that no preposition governs.
fn heads(page: &Page, around: &Surroundings, noun: &Cue) -> bool {
    let (known, words, sentence) = (lists(), &page.words, around.sentence(page));
    let (floor, after) = (sentence.first, noun.last);
    let is_inside = after < sentence.last;
    if is_inside && words.has(after, &known.not_such) {
        return false;
    }
    if page.language != "fr"
        && !(is_inside && words.has(after, &known.heading))
        && !sentence.cues.iter().any(|cue| cue.kind == "size" && cue.first == after)
    {
        return false;
    }
    for at in (floor.max(noun.first.saturating_sub(1 + WORDS_BEFORE))..noun.first).rev() {
        if words.has(at, &known.governing) {
            return false;
        }
        if words.has(at, &known.determiners) {
            return at == floor || !words.has(at - 1, &known.governing);
        }
    }
    true
}
