//! Features of the answer "nobody" or "nothing", put together once for each combination.

use crate::base::{features, Features, Known, Name, Str};
use crate::claim::PassageKind;
use crate::{feature, memo};

fn known(names: &[Str]) -> Vec<Known> {
    names.iter().map(|name| Known(name)).collect()
}

/// What the passage, the page's topics and the kinds named say of no answer.
pub fn none_there(passage: PassageKind, topics: &[Str], kinds: &[Str]) -> Features {
    type Key = (PassageKind, Vec<Known>, Vec<Known>);
    memo!(Key => Features, (passage, known(topics), known(kinds)), {
        let mut found = vec![feature!("none:{passage}")];
        found.extend(topics.iter().map(|name| feature!("none:topic={name}")));
        found.extend(kinds.iter().map(|kind| feature!("none:has={kind}")));
        features(&found)
    })
}

/// What the role and the size of a quantity say of no answer; `size` is its feature.
pub fn none_to_it(group: Str, size: Name, has_party: bool) -> Features {
    memo!((Known, Name, bool) => Features, (Known(group), size, has_party), {
        let party = if has_party { "party" } else { "-" };
        let size = crate::base::text_of(size);
        let size = feature!("none:{size}");
        features(&[feature!("none:{group}"), size, feature!("none:{group}:{party}")])
    })
}

/// What stands beside a quantity, as features of no answer.
pub fn none_beside(names: &[Str]) -> Features {
    memo!(Vec<Known> => Features, known(names), {
        let found: Vec<Name> = names.iter().map(|name| feature!("none:{name}")).collect();
        features(&found)
    })
}

/// Features of one who pays for what it is asked who receives.
pub fn dealing(group: Str) -> Features {
    memo!(Known => Features, Known(group), {
        features(&[feature!("pays"), feature!("{group}&pays")])
    })
}

/// Whether anybody pays, and what for, as features of nobody's receiving.
pub fn none_paid(group: Str, occasion: Str, paid: bool) -> Features {
    memo!((Known, Known, bool) => Features, (Known(group), Known(occasion), paid), {
        let known = feature!("none:{group}&{}", if paid { "paid" } else { "unpaid" });
        if occasion.is_empty() {
            features(&[known])
        } else {
            let more = feature!("none:{group}&for={occasion}");
            features(&[known, feature!("none:for={occasion}"), more])
        }
    })
}
