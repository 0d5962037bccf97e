//! What the features of all quantities of a page have in common.

use std::rc::Rc;

use crate::base::{FastSet, Name};
use crate::claim::{Measure, PassageKind, Role, Stage};
use crate::page::model::Page;
use crate::{feature, memo};

/// Names of features that tell one thing of a few, put together once.
pub(super) struct Names {
    pub(super) roles: Vec<Name>,
    pub(super) measures: Vec<Name>,
    pub(super) passages: Vec<Name>,
    pub(super) nth: [Name; 4],
    pub(super) parties: [Name; 5],
    pub(super) times: [Name; 4],
    /// For each role: the quantity before in the same sentence, right before, in the section, near.
    pub(super) before: Vec<[Name; 4]>,
    /// For each stage: in the same sentence, in the section.
    pub(super) stages: Vec<[Name; 2]>,
    /// What nothing, or a word that is no function word, stands before and after a quantity.
    pub(super) beside: [[Name; 2]; 2],
    pub(super) bracketed: Name,
    pub(super) opens: Name,
    pub(super) party_pay: Name,
    pub(super) party_get: Name,
    pub(super) largest: Name,
    pub(super) huge: Name,
    pub(super) immense: Name,
    pub(super) several: Name,
    pub(super) unrelated: Name,
    pub(super) no_sequence: Name,
    pub(super) is_sum: Name,
    pub(super) in_sum: Name,
}

impl Names {
    fn new() -> Self {
        Self {
            roles: Role::ALL.iter().map(|each| feature!("role={each}")).collect(),
            measures: Measure::ALL.iter().map(|each| feature!("measure={each}")).collect(),
            passages: PassageKind::ALL.iter().map(|each| feature!("passage={each}")).collect(),
            nth: [0, 1, 2, 3].map(|each| feature!("nth={each}")),
            parties: [0, 1, 2, 3, 4].map(|each| feature!("parties={each}")),
            times: [0, 1, 2, 3].map(|each| feature!("times={each}")),
            before: Role::ALL
                .iter()
                .map(|role| {
                    ["here", "next", "section", "near"].map(|at| feature!("prev-{at}={role}"))
                })
                .collect(),
            stages: Stage::ALL
                .iter()
                .map(|stage| ["here", "section"].map(|at| feature!("was-stage:{at}={stage}")))
                .collect(),
            beside: [
                [feature!("w-1=^"), feature!("w-1=*")],
                [feature!("w+1=$"), feature!("w+1=*")],
            ],
            bracketed: feature!("bracketed"),
            opens: feature!("opens"),
            party_pay: feature!("party-pay"),
            party_get: feature!("party-get"),
            largest: feature!("largest"),
            huge: feature!("huge"),
            immense: feature!("immense"),
            several: feature!("payers=several"),
            unrelated: feature!("unrelated"),
            no_sequence: feature!("prev-none"),
            is_sum: feature!("is-sum"),
            in_sum: feature!("in-sum"),
        }
    }
}

/// What the features of all quantities of a page have in common.
pub struct Shared {
    pub(super) names: Rc<Names>,
    pub(super) topics: Vec<Name>,
    /// What the figures add up to: numbers of those that are parts, and of the wholes.
    pub(super) parts: FastSet<usize>,
    pub(super) wholes: FastSet<usize>,
}

impl Shared {
    pub fn new(page: &Page) -> Self {
        Self {
            names: memo!(() => Rc<Names>, (), Rc::new(Names::new())),
            topics: page.topics.iter().map(|name| feature!("topic={name}")).collect(),
            parts: page.sums.iter().map(|(part, _)| *part).collect(),
            wholes: page.sums.iter().map(|(_, whole)| *whole).collect(),
        }
    }
}
