//! The verb that a quantity belongs to, and its subject, by the order of words alone.

use std::sync::OnceLock;

use crate::base::lexicon::lexicon;
use crate::base::{Set, Words};
use crate::mentions::model::PRONOUN;
use crate::page::model::{Page, PlacedQuantity, Sentence};
use crate::page::owners::{gap, is_parent};
use crate::syntax::clauses::{is_oblique, preposition};
use crate::syntax::cues::Cue;

struct Lists {
    verbs_or_nouns: Set,
    noun_leads: Set,
    /// Words after which another subject has its own verb.
    turns: Set,
    clause_ends: Set,
}

fn lists() -> &'static Lists {
    static LISTS: OnceLock<Lists> = OnceLock::new();
    LISTS.get_or_init(|| {
        let of = |name: &str| lexicon().set(&format!("page.verbs.{name}"));
        Lists {
            verbs_or_nouns: of("_VERBS_OR_NOUNS"),
            noun_leads: of("_NOUN_LEADS"),
            turns: of("_TURNS"),
            clause_ends: of("_CLAUSE_ENDS"),
        }
    })
}

/// The verb of paying or receiving that the quantity belongs to.
pub fn governing_verb(page: &Page, placed: &PlacedQuantity, sentence: &Sentence) -> Option<Cue> {
    let (words, known) = (&page.words, lists());
    let (mut left, mut right) = (None, None);
    for cue in &sentence.cues {
        if !matches!(cue.kind, "pay" | "get" | "give") || is_noun(words, cue, sentence.first) {
            continue;
        }
        if cue.last <= placed.first {
            left = Some(*cue);
        } else if cue.first >= placed.last {
            right = Some(*cue);
            break;
        }
    }
    let mut turned = false;
    if let Some(left) = left {
        turned = words.any(left.last..placed.first, &known.turns);
        let mut row = sentence.quantities.iter().map(|&q| &page.quantities[q]);
        let crossed = row.any(|q| {
            q.number != placed.number
                && left.last <= q.first
                && q.last <= placed.first
                && words.any(q.last..placed.first, &known.clause_ends)
        });
        if !crossed {
            return Some(left);
        }
    }
    match right {
        Some(right) if gap(placed.last, right.first) <= 8 => Some(right),
        // Here a verb to the left is parted from the quantity.
        _ if turned => None,
        _ => left,
    }
}

/// True for "the whole cost", "its plans": a verb elsewhere.
fn is_noun(words: &Words, cue: &Cue, floor: usize) -> bool {
    cue.first > floor
        && words.has(cue.first, &lists().verbs_or_nouns)
        && words.has(cue.first - 1, &lists().noun_leads)
}

/// The mention before a verb that no preposition governs, the nearest first.
pub fn subject_before(page: &Page, verb: usize, parties: &[usize], floor: usize) -> Option<usize> {
    let words = &page.words;
    let mut fallback = None;
    for (at, &number) in parties.iter().enumerate().rev() {
        let mention = &page.mentions[number];
        if mention.last > verb || (at > 0 && is_parent(page, parties[at - 1], number)) {
            continue;
        }
        let governed = preposition(words, mention.span.0, floor);
        let told_by_place = mention.kind == "place" && is_oblique(governed);
        if is_relative(words, mention.span.1, verb) && !told_by_place {
            return Some(number);
        }
        if is_oblique(governed) || governed == "(" || words.is(mention.last, "'s") {
            continue;
        }
        if mention.kind == "place" && !matches!(mention.noun, "country" | "metonym") {
            continue;
        }
        if mention.form == PRONOUN || gap(mention.span.1, verb) <= 3 {
            return Some(number);
        }
        fallback = fallback.or(Some(number));
    }
    fallback
}

/// True where a relative pronoun makes what stands before it the subject of the verb.
fn is_relative(words: &Words, mut after: usize, verb: usize) -> bool {
    if after < verb && words.is(after, ",") {
        after += 1;
    }
    after < verb
        && verb - after <= 5
        && matches!(words.get(after), "qui" | "which" | "who" | "that")
}

/// The subject of "que financera X": between the relative pronoun and the name the verb.
pub fn subject_after(page: &Page, verb: &Cue, parties: &[usize]) -> Option<usize> {
    // Nothing stands before the first word but, as Python counts, the last one.
    let before = verb.first.checked_sub(1).unwrap_or(page.words.len().saturating_sub(1));
    if !matches!(page.words.get(before), "que" | "qu'" | "dont") {
        return None;
    }
    let is_near = |m: usize| (0..=1).contains(&gap(verb.last, page.mentions[m].span.0));
    parties.iter().copied().find(|&m| is_near(m))
}

/// Numbers of those who act together with a mention, itself among them.
pub fn members_of<'a>(
    page: &'a Page,
    head: usize,
    parties: &'a [usize],
) -> impl Iterator<Item = usize> + 'a {
    let known = &page.mentions[head];
    parties.iter().copied().filter(move |&number| {
        let m = &page.mentions[number];
        number == head
            || (m.span == known.span && (m.span != (m.first, m.last) || m.first == known.first))
    })
}
