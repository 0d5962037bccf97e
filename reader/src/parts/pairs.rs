//! Features that a part and its whole may share: their roles, sizes, words and parties.

use std::cmp::Ordering;

use crate::base::{
    features, members, text_of, Decimal, FastMap, FastSet, Features, Known, Name, Str,
};
use crate::claim::Role;
use crate::{feature, memo, memo_at};

/// Share of a whole beyond which its parts are too many, and how near they come to it.
const FULL: (i128, i128) = (103, 100);
const LOOSE: (i128, i128) = (15, 1000);

/// Size and unit of a quantity: its tellings have one.
pub type Value = (Decimal, Str);

/// The parts of one whole that were found so far.
#[derive(Debug, Default)]
pub struct Parts {
    values: FastSet<Value>,
    sums: FastMap<Str, Decimal>,
}

impl Parts {
    /// One more part, or another telling of one.
    pub fn add(&mut self, part: Value) {
        if self.values.insert(part) {
            let sum = self.sums.entry(part.1).or_default();
            *sum = sum.plus(part.0);
        }
    }

    /// Whether there is room for one more: it may overfill the whole, or just fill it.
    pub fn room(&self, part: Value, whole: Value) -> Option<Name> {
        let (size, unit) = part;
        if unit != whole.1 || self.values.contains(&part) {
            return None;
        }
        let sum = self.sums.get(unit).copied().unwrap_or_default().plus(size);
        if sum.against(FULL, whole.0) == Ordering::Greater {
            return Some(feature!("over"));
        }
        let fills = sum.gap(whole.0).against(LOOSE, whole.0) == Ordering::Less;
        fills.then(|| feature!("fills"))
    }
}

/// Where a whole stands in the text, seen from its part: how far, and as which of those there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Where {
    pub near: Str,
    pub standing: Str,
}

impl std::fmt::Display for Where {
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        write!(f, "{}-{}", self.near, self.standing)
    }
}

/// What every pair shows: roles, distance and size.
pub fn common(
    mine: Role,
    its: Role,
    gap: i64,
    at: Where,
    ratio: i64,
    is_largest: bool,
) -> Features {
    type Key = (Role, Role, i64, Known, Known, i64, bool);
    memo!(Key => Features,
        (mine, its, gap, Known(at.near), Known(at.standing), ratio, is_largest),
        {
            let mut found = vec![
                feature!("roles={}<{}", mine, its),
                feature!("its={}", its),
                feature!("gap={}", gap),
                feature!("{}", at),
                feature!("ratio={}", ratio),
                feature!("{}&{}", at.standing, its),
            ];
            if is_largest {
                found.push(feature!("largest:{}", its));
            }
            features(&found)
        }
    )
}

/// How the parties, projects or places of two may compare, each with its place here as its number.
const OVERLAPS: [Str; 6] = ["none", "mine", "its", "same", "some", "differ"];

/// How the parties, projects or places of the two compare; both are sorted.
pub fn overlap(mine: &[usize], its: &[usize]) -> usize {
    match (mine.is_empty(), its.is_empty()) {
        (true, true) => 0,
        (false, true) => 1,
        (true, false) => 2,
        _ if mine == its => 3,
        _ if mine.iter().any(|each| its.contains(each)) => 4,
        _ => 5,
    }
}

/// The words around the two, with how they stand to one another.
pub fn worded(part: Features, whole: Features, at: Where) -> Features {
    type Key = (Features, Features, Known, Known);
    memo!(Key => Features, (part, whole, Known(at.near), Known(at.standing)), {
        let text = |list: Features| members(list).iter().map(|&each| text_of(each)).collect();
        let (part, whole): (Vec<_>, Vec<_>) = (text(part), text(whole));
        let mut found = Vec::new();
        found.extend(part.iter().map(|word| feature!("{}>{}", word, at)));
        found.extend(part.iter().map(|word| feature!("{}>{}", word, at.near)));
        found.extend(whole.iter().map(|word| feature!("{}<{}", word, at.near)));
        found.extend(whole.iter().map(|word| feature!("{}<{}", word, at)));
        features(&found)
    })
}

/// Whether the same parties, projects and places are told of both, as `overlap` has it; `its` is
/// the role of the whole.
pub fn tied([payers, projects, places]: [usize; 3], its: Role) -> Features {
    let (group, name) = match its {
        Role::Programme => (0, "P"),
        Role::Round => (1, "R"),
        _ => (2, "-"),
    };
    let number = [payers, projects, places].iter().fold(group, |all, each| all * 6 + each);
    memo_at!(Features, number, {
        let (group, [payers, projects, places]) =
            (name, [payers, projects, places].map(|each| OVERLAPS[each]));
        let mut found = vec![
            feature!("payers={}:{}", payers, group),
            feature!("projects={}", projects),
            feature!("places={}", places),
        ];
        if payers == "differ" && projects == "differ" {
            found.push(feature!("strangers:{}", group)); // others pay for other things
        }
        features(&found)
    })
}
