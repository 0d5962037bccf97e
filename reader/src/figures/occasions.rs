//! What the words beside a sum say that it is given for: a loan, a stake, an order, a grant.
//!
//! Whoever lends, buys a share or orders has somebody at the other end, named or not; who builds
//! with his own money has nobody.

use std::sync::OnceLock;

use crate::base::lexicon::lexicon;
use crate::base::{features, FastMap, Features, Set, Str, Words};
use crate::{feature, memo};

/// Words on either side of a sum that tell what it is for.
const REACH: usize = 9;

struct Lists {
    words: Set,
    occasions: FastMap<String, Str>,
}

fn lists() -> &'static Lists {
    static LISTS: OnceLock<Lists> = OnceLock::new();
    LISTS.get_or_init(|| Lists {
        words: lexicon().set("figures.occasions._OCCASIONS"),
        occasions: lexicon().map("figures.occasions._OCCASIONS"),
    })
}

/// What the sum at some tokens is for, by the nearest word that tells; empty where none does.
///
/// The sum takes the tokens from `first` to `last`, its clause those from `left` to `right`.
pub fn occasion(words: &Words, first: usize, last: usize, left: usize, right: usize) -> Str {
    let known = lists();
    let told = |at: usize| {
        let is_told = words.has(at, &known.words);
        if is_told {
            known.occasions.get(words.get(at)).copied()
        } else {
            None
        }
    };
    for step in 1..=REACH {
        let before = first.checked_sub(step).filter(|&at| at >= left).and_then(told);
        let after = || Some(last + step - 1).filter(|&at| at < right).and_then(told);
        if let Some(name) = before.or_else(after) {
            return name;
        }
    }
    ""
}

/// Features of an entity where a sum has an occasion.
pub fn at_occasion(name: Str, kind: Str, here: bool, rank: usize, pays: bool) -> Features {
    let rank = rank.min(2);
    memo!((Str, Str, bool, usize, bool) => Features, (name, kind, here, rank, pays), {
        if pays {
            features(&[feature!("{name}&pays")])
        } else {
            let there = if here { "here" } else { "away" };
            features(&[feature!("{name}&{there}&{kind}"), feature!("{name}&{there}&rank={rank}")])
        }
    })
}
