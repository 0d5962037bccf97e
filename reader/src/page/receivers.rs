//! Who receives a sum of money, as far as the words around it tell.
//!
//! "40 milliards dans Norvane", "$2bn for a campus run by Norvane", "sold bonds worth $18bn", "the
//! latest round of Norvane", "has to buy $5bn worth of chips from Norvane", "la banque lui avance":
//! a few patterns, each one feature for the decisions.

use std::sync::OnceLock;

use crate::base::lexicon::{keep, lexicon};
use crate::base::{Set, Str};
use crate::memo;
use crate::mentions::model::Mention;
use crate::page::model::{Page, PlacedQuantity};
use crate::page::owners::{gap, Relations};
use crate::syntax::clauses::{is_oblique, preposition};
use crate::syntax::cues::Cue;

const NEAR: usize = 4;
const PURPOSE_REACH: usize = 14;
const ROUND_REACH: isize = 4;
const BUYING_REACH: usize = 8;
const PAPER_REACH: usize = 5;
/// Words between a verb's indirect object and the sum that goes to it.
const OBJECT_REACH: isize = 10;

struct Lists {
    purposes: Set,
    breaks: Set,
    paper: Set,
    issuing: Set,
    buying: Set,
    into_which: Vec<(String, String)>,
    clitics: Set,
    auxiliaries: Set,
    given: Set,
    being: Set,
    adverbs: Set,
    participles: Vec<String>,
    reflexive: Set,
}

fn lists() -> &'static Lists {
    static LISTS: OnceLock<Lists> = OnceLock::new();
    LISTS.get_or_init(|| {
        let of = |name: &str| lexicon().set(&format!("page.receivers.{name}"));
        let pairs = lexicon().get("page.receivers._INTO_WHICH").items().iter().map(|p| p.texts());
        Lists {
            purposes: of("_PURPOSES"),
            breaks: of("_BREAKS"),
            paper: of("_PAPER"),
            issuing: of("_ISSUING"),
            buying: of("_BUYING"),
            into_which: pairs.map(|pair| (pair[0].clone(), pair[1].clone())).collect(),
            clitics: of("_CLITICS"),
            auxiliaries: of("_AUXILIARIES"),
            given: of("_GIVEN"),
            being: of("_BEING"),
            adverbs: of("_ADVERBS"),
            participles: lexicon().list("page.receivers._PARTICIPLES"),
            reflexive: of("_REFLEXIVE"),
        }
    })
}

fn is_receiver(mention: &Mention) -> bool {
    matches!(mention.kind, "party" | "pronoun")
}

/// Parties of a sum's sentence that words around it make its receivers.
pub fn receivers(page: &Page, placed: &PlacedQuantity, parties: &[usize], found: &mut Relations) {
    let is_named = |m: &usize| is_receiver(&page.mentions[*m]);
    let named: Vec<usize> = parties.iter().copied().filter(is_named).collect();
    if named.is_empty() {
        return;
    }
    into(page, placed, &named, found);
    put_into(page, placed, &named, found);
    round_of(page, placed, &named, found);
    found.extend(issuer(page, placed, &named).map(|m| (m, "issuer")));
}

/// Whom the money goes into, whose things it is for, and whom things are bought from.
fn into(page: &Page, placed: &PlacedQuantity, named: &[usize], found: &mut Relations) {
    let (words, known) = (&page.words, lists());
    let sentence = &page.sentences[placed.sentence];
    let row = sentence.quantities.iter().map(|&q| page.quantities[q].first);
    let stop = row.filter(|&first| first >= placed.last).min().unwrap_or(sentence.last);
    let purpose = words.has(placed.last, &known.purposes);
    let floor = sentence.first.max(placed.first.saturating_sub(BUYING_REACH));
    let buying = words.any(floor..placed.first, &known.buying);
    for &number in named {
        let first = page.mentions[number].span.0;
        if !(placed.last..stop).contains(&first) {
            continue;
        }
        let reach = first - placed.last;
        let governed = preposition(words, first, placed.last);
        if governed == "in" {
            found.push((number, if reach <= NEAR { "into:near" } else { "into:far" }));
        }
        if buying {
            match governed {
                "from" => found.push((number, "bought:from")),
                "of" => found.push((number, "bought:of")),
                "to" => found.push((number, "bought:to")),
                "*" => found.push((number, "bought:*")),
                _ => {}
            }
        }
        if purpose && reach <= PURPOSE_REACH && !words.any(placed.last..first, &known.breaks) {
            found.push((number, purpose_of(governed)));
        }
    }
}

fn purpose_of(governed: Str) -> Str {
    memo!(Str => Str, governed, keep(&format!("purpose:{governed}")))
}

/// Whom a clause about him gives the sum: "Norvane, dans lequel l'État a mis 3 milliards".
fn put_into(page: &Page, placed: &PlacedQuantity, named: &[usize], found: &mut Relations) {
    let (words, known) = (&page.words, lists());
    for &number in named {
        let last = page.mentions[number].last;
        let at = last + usize::from(words.is(last, ","));
        let opens =
            |(into, which): &(String, String)| words.are(at, &[into.as_str(), which.as_str()]);
        if at + 2 < placed.first
            && known.into_which.iter().any(opens)
            && !words.any(at + 2..placed.first, &known.breaks)
            && !words.span(at + 2..placed.first).any(|word| word == ",")
        {
            found.push((number, "into:near"));
        }
    }
}

/// Whose round it is: "the Series C of Norvane", "Norvane's latest round".
fn round_of(page: &Page, placed: &PlacedQuantity, named: &[usize], found: &mut Relations) {
    let (words, sentence) = (&page.words, &page.sentences[placed.sentence]);
    let rounds: Vec<&Cue> = sentence
        .cues
        .iter()
        // Beyond another sum it is another's: "A a levé 40 millions, et le tour de B 3".
        .filter(|cue| cue.kind == "round" && !is_parted(page, placed, cue))
        .collect();
    if rounds.is_empty() {
        return;
    }
    for &number in named {
        let (first, last) = page.mentions[number].span;
        let owned = last < sentence.last && words.is(last, "'s");
        let governed = preposition(words, first, sentence.first) == "of";
        let is_his = |cue: &&Cue| {
            (owned && (1..=ROUND_REACH).contains(&gap(last, cue.first)))
                || (governed && (1..=2).contains(&gap(cue.last, first)))
        };
        if rounds.iter().any(is_his) {
            found.push((number, "round-of"));
        }
    }
}

/// True where another figure stands between a cue and a sum.
pub fn is_parted(page: &Page, placed: &PlacedQuantity, cue: &Cue) -> bool {
    let between = cue.last.min(placed.last)..cue.first.max(placed.first);
    let row = &page.sentences[placed.sentence].quantities;
    row.iter().any(|&q| q != placed.number && between.contains(&page.quantities[q].first))
}

/// Who sells paper: "Norvane a placé 2 milliards d'obligations".
fn issuer(page: &Page, placed: &PlacedQuantity, named: &[usize]) -> Option<usize> {
    let (words, known) = (&page.words, lists());
    let sentence = &page.sentences[placed.sentence];
    let around = sentence.first.max(placed.first.saturating_sub(PAPER_REACH))..placed.first;
    let beside = placed.last..sentence.last.min(placed.last + PAPER_REACH);
    if !words.any(around, &known.paper) && !words.any(beside, &known.paper) {
        return None;
    }
    let back = (sentence.first + 1..placed.first).rev();
    let at = back.into_iter().find(|&at| words.has(at, &known.issuing))?;
    let is_issuer =
        |m: &Mention| m.last <= at && !is_oblique(preposition(words, m.span.0, sentence.first));
    named.iter().rev().copied().find(|&m| is_issuer(&page.mentions[m]))
}

/// Whom a pronoun beside the verb means: "la banque lui avance", "has agreed to lend it".
pub fn given(
    page: &Page,
    placed: &PlacedQuantity,
    verb: &Cue,
    parties: &[usize],
    found: &mut Relations,
) {
    let (words, known) = (&page.words, lists());
    let is_before =
        |back: usize, set: &Set| verb.first >= back && words.has(verb.first - back, set);
    let back = if verb.first > 1 && is_before(1, &known.auxiliaries) { 2 } else { 1 };
    if !is_before(back, &known.clitics) && !words.has(verb.last, &known.given) {
        return;
    }
    let floor = page.sentences[placed.sentence].first;
    let is_free = |m: &Mention| {
        m.last <= verb.first && is_receiver(m) && !is_oblique(preposition(words, m.span.0, floor))
    };
    let mut free = parties.iter().copied().filter(|&m| is_free(&page.mentions[m]));
    if let (Some(first), Some(_)) = (free.next(), free.next()) {
        found.push((first, "given"));
        return;
    }
    let themes = placed.themes.iter().filter(|(_, name)| name.starts_with("theme"));
    found.extend(themes.map(|(mention, _)| (*mention, "given")));
}

/// True for "was promised", "ont été versés"; not for "s'est engagé", "is to invest".
pub fn is_passive(page: &Page, verb: &Cue) -> bool {
    let (words, known) = (&page.words, lists());
    let mut at = gap(1, verb.first);
    if at > 0 && words.has(at as usize, &known.adverbs) {
        at -= 1;
    }
    if at < 1 || !words.has(at as usize, &known.being) {
        return false;
    }
    let participle = words.get(verb.first);
    known.participles.iter().any(|end| participle.ends_with(end.as_str()))
        && !words.has(at as usize - 1, &known.reflexive)
}

/// True for "lends Norvane $3m", "pays Norvane the whole cost, some $3m".
pub fn is_dative(page: &Page, verb: &Cue, mention: usize, placed: &PlacedQuantity) -> bool {
    let (first, last) = page.mentions[mention].span;
    gap(verb.last, first) <= 1
        && gap(last, placed.first) <= OBJECT_REACH
        && !page.words.any(last..placed.first, &lists().breaks)
}
