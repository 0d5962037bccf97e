//! What an entity is to a quantity, named once for each combination: its kind and its relations.

use crate::base::names::each_once;
use crate::base::{features, members, Features, Known, Name, Str};
use crate::claim::{Measure, Role};
use crate::figures::around::HINT;
use crate::figures::profiles::worded;
use crate::figures::standing::Being;
use crate::{feature, memo};

/// The group of roles that answer the questions about parties alike.
pub type Group = u8;
/// All groups, each with its place here as its number.
pub const GROUPS: [Str; 5] = ["asset", "passed", "commitment", "programme", "round"];

/// The group that a role is of.
pub fn role_group(role: Role, measure: Measure) -> Group {
    match role {
        _ if measure != Measure::Money => 0,
        Role::Commitment => 2,
        Role::Programme => 3,
        Role::Round => 4,
        _ => 1,
    }
}

/// The question that weighs `particular` features of an entity besides the common ones.
pub fn asks_more(kind: Str) -> Option<usize> {
    match kind {
        "place" => Some(3),
        "project" | "asset" | "party" => Some(2),
        _ => None,
    }
}

/// Features of an entity that only one question asks for.
pub fn particular(group: Str, being: Being) -> Features {
    let (kind, noun, here, _, name) = being;
    if kind == "place" {
        memo!((Known, Known, bool) => Features, (Known(group), Known(noun), here), {
            let there = if here { "here" } else { "away" };
            features(&[feature!("{group}&{noun}"), feature!("{group}&{noun}&{there}")])
        })
    } else {
        type Key = (Known, Known, bool, Name);
        memo!(Key => Features, (Known(kind), Known(noun), here, name), {
            let mut found = vec![feature!("e-kind={kind}/{noun}")];
            if kind == "asset" {
                found.extend_from_slice(&members(worded(name, here)));
            }
            features(&found)
        })
    }
}

/// Features of an entity that every question asks for.
pub fn what_names(group: Str, being: Being) -> Features {
    let (kind, noun, here, is_enumerated, _) = being;
    type Key = (Known, Known, Known, bool, bool);
    let key = (Known(group), Known(kind), Known(noun), here, is_enumerated);
    memo!(Key => Features, key, {
        let there = if here { "here" } else { "away" };
        let mut found = vec![
            feature!("kind={kind}"),
            feature!("e-noun={noun}"),
            feature!("role={group}"),
            feature!("{group}&{there}&{kind}"),
        ];
        if is_enumerated {
            found.push(feature!("{group}&enumeration"));
        }
        features(&found)
    })
}

/// True where no grammar tells of any relation.
pub fn is_hinted(relations: &[Str]) -> bool {
    relations.iter().all(|name| name.starts_with(HINT))
}

/// As many relations as nearly all entities have at most, so that a key holds them itself.
const FEW: usize = 4;
const NO_RELATION: Known = Known("");

/// Features of one that stands in some relations to a quantity.
pub fn tied(group: Str, relations: &[Str]) -> Features {
    if relations.len() > FEW {
        return tied_names(group, relations);
    }
    let mut key = [NO_RELATION; FEW];
    for (place, name) in key.iter_mut().zip(relations) {
        *place = Known(name);
    }
    memo!((Known, [Known; FEW]) => Features, (Known(group), key), tied_names(group, relations))
}

fn tied_names(group: Str, relations: &[Str]) -> Features {
    // A party may stand in one relation by two mentions; that counts once.
    let mut found: Vec<Name> = relations.iter().map(|name| feature!("{name}")).collect();
    each_once(&mut found);
    let mut more: Vec<Name> = relations.iter().map(|name| feature!("{group}&{name}")).collect();
    each_once(&mut more);
    if !is_hinted(relations) {
        found.push(feature!("related"));
    }
    found.extend(more);
    features(&found)
}

/// Features of entities in no relation to a quantity, where others are.
pub fn unrelated(related: &[Str]) -> Features {
    if related.is_empty() {
        return Features::NONE;
    }
    memo!(Vec<Known> => Features, related.iter().map(|name| Known(name)).collect(), {
        let head = |name: &Str| name.split(':').next().unwrap_or("");
        let mut found: Vec<Name> =
            related.iter().map(|name| feature!("unrelated&{}", head(name))).collect();
        each_once(&mut found);
        features(&found)
    })
}
