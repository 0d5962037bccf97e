//! What follows a quantity: a part of the grammar of relations, which has the rest.

use std::sync::OnceLock;

use crate::base::lexicon::lexicon;
use crate::base::{Set, Stems, Str, Words};
use crate::claim::Measure;
use crate::mentions::model::{Mention, DESCRIPTION};
use crate::page::estimates::estimator;
use crate::page::model::{Page, PlacedQuantity, Sentence};
use crate::page::owners::{gap, Relations};
use crate::syntax::clauses::preposition;

/// Words before an agent within which his verb stands.
const AGENCY: usize = 5;

struct Lists {
    /// Stems of verbs and nouns of giving, whose "à" or "to" stands before who is given something.
    giving: Stems,
    going: Set,
    /// Words after which others pay: "the rest comes from X", "half of it from X".
    others: Set,
    up_to: Vec<String>,
    /// Participles whose agent does something else than pay.
    handled: Set,
}

fn lists() -> &'static Lists {
    static LISTS: OnceLock<Lists> = OnceLock::new();
    LISTS.get_or_init(|| {
        let of = |name: &str| lexicon().set(&format!("page.grammar.{name}"));
        let list = |name: &str| lexicon().list(&format!("page.grammar.{name}"));
        Lists {
            giving: Stems::new(&list("_GIVING")),
            going: of("_GOING"),
            others: of("_OTHERS"),
            up_to: list("_UP_TO"),
            handled: of("_HANDLED"),
        }
    })
}

/// What follows: "20 milliards de Brookfield", "financés par X", "from Y", "to Z".
pub fn right(page: &Page, placed: &PlacedQuantity, parties: &[usize], found: &mut Relations) {
    let (words, known) = (&page.words, lists());
    let sentence = &page.sentences[placed.sentence];
    let is_after = |m: &usize| page.mentions[*m].first >= placed.last;
    let after: Vec<usize> = parties.iter().copied().filter(is_after).collect();
    if after.is_empty() || words.is(placed.last, ")") {
        return; // "auprès de Norvane (3 M€) et de Telis": what follows is another's
    }
    let row = sentence.quantities.iter().map(|&q| page.quantities[q].first);
    let stop = row.filter(|&first| first >= placed.last).min().unwrap_or(sentence.last);
    let others = (placed.last..stop).find(|&at| words.has(at, &known.others)).unwrap_or(stop);
    let raised = || sentence.cues.iter().any(|c| matches!(c.kind, "get" | "round"));
    let mut gives = None;
    let whose = estimator(page, placed, &after);
    for &number in &after {
        let mention = &page.mentions[number];
        let first = mention.span.0;
        let governed = preposition(words, first.max(placed.last), placed.last);
        if mention.kind == "place"
            && (governed == "in"
                || (governed == "to"
                    && !*gives.get_or_insert_with(|| is_giving(words, placed, sentence))))
        {
            found.push((number, "~in")); // that is where, and not who
            continue;
        }
        if first >= stop {
            if governed == "from" && raised() {
                // "raised €30bn at a value of €380bn from X"
                found.push((number, "right:from:far"));
            }
            continue;
        }
        let up_to = || known.up_to.iter().enumerate().all(|(i, w)| words.is(mention.last + i, w));
        if first >= others || up_to() {
            found.push((number, "right:others"));
        } else if Some(number) != whose {
            // Who says what it will cost does not pay for it by that.
            let reach = gap(placed.last, first);
            let is_listed = || {
                let mut members = parties.iter().map(|&m| &page.mentions[m]);
                members.any(|m| m.form == DESCRIPTION && (placed.last..first).contains(&m.first))
            };
            let name = following(words, sentence, mention, (governed, reach), is_listed);
            found.extend(name.map(|name| (number, name)));
        }
    }
}

/// What a party is to the figure before it, by what governs its name.
fn following(
    words: &Words,
    sentence: &Sentence,
    mention: &Mention,
    (governed, reach): (Str, isize),
    is_listed: impl Fn() -> bool,
) -> Option<Str> {
    let first = mention.span.0;
    Some(match governed {
        // "funded by Norvane and facilitated by Telis"
        "by" if is_handled(words, first) => "another's:after",
        "by" => agency(sentence, first),
        // "50 milliards apportés via le fonds MGX"
        "via" if matches!(mention.noun, "fund" | "bank" | "state") => "right:by",
        "from" => "right:from",
        "of" if reach <= 3 => "right:of:near",
        "to" if reach <= 3 => "right:to:near",
        "with" if reach <= 3 => "right:with:near",
        "for" if reach <= 3 => "right:for:near",
        "via" if reach <= 3 => "right:via:near",
        "of" => "right:of:far",
        "to" => "right:to:far",
        "with" => "right:with:far",
        "for" => "right:for:far",
        "via" => "right:via:far",
        "at" => "right:at:far",
        "(" if reach <= 2 => "right:bracket",
        // "seven banks, among them X, Y and Z"
        "part" if is_listed() => "right:member",
        _ => return None,
    })
}

/// True where a word of giving in a sentence has its "to" stand before who is given something.
fn is_giving(words: &Words, placed: &PlacedQuantity, sentence: &Sentence) -> bool {
    placed.quantity.measure != Measure::Money
        || (sentence.first..sentence.last)
            .any(|at| words.has(at, &lists().going) || lists().giving.begin(words.get(at)))
}

/// True where a participle among the four words before an agent has him do no paying.
fn is_handled(words: &Words, first: usize) -> bool {
    // Of a page of a few words a slice that begins before the first one counts from the end.
    let from = first.checked_sub(4).unwrap_or((words.len() + first).saturating_sub(4));
    words.any(from..first, &lists().handled)
}

/// What an agent does: ``-pay``, ``-get`` ("raised by X"), or nothing that is known.
fn agency(sentence: &Sentence, first: usize) -> Str {
    let ends = |kind: Str, reach: usize| {
        let mut cues = sentence.cues.iter();
        cues.any(|c| c.kind == kind && c.last <= first && first - c.last <= reach)
    };
    if ends("backing", AGENCY) {
        return "right:by-pay";
    }
    if ends("get", 3) && !ends("pay", 3) {
        return "right:by-get";
    }
    let pays = sentence.cues.iter().any(|c| {
        c.first < first
            && first - c.first <= AGENCY
            && matches!(c.kind, "pay" | "round" | "spent" | "get")
    });
    if pays {
        "right:by-pay"
    } else {
        "right:by"
    }
}
