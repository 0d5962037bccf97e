//! The parties that a text names together, for which a plural stands.

use crate::base::{FastMap, Str};
use crate::mentions::antecedents::{counted, Told};
use crate::mentions::model::{Entity, Mention, DESCRIPTION};
use crate::mentions::resolve::is_given;

/// Sentences back to which a plural reaches.
const REACH: isize = 3;

struct Group {
    span: (usize, usize),
    members: Vec<usize>,
    sentence: isize,
}

/// The parties that the text names together, in order.
#[derive(Default)]
pub(super) struct Groups {
    groups: Vec<Group>,
    by_span: FastMap<(usize, usize), usize>,
    named: Vec<(isize, usize)>,
}

impl Groups {
    /// Keeps a party with those of its enumeration.
    pub fn add(&mut self, mention: &Mention, entity: &Entity, sentence: isize) {
        if entity.kind == "person" || mention.form == DESCRIPTION {
            return;
        }
        self.named.push((sentence, entity.number));
        let span = mention.span;
        if span == (mention.first, mention.last) || span.1 == 0 {
            return;
        }
        let groups = &mut self.groups;
        let number = *self.by_span.entry(span).or_insert_with(|| {
            groups.push(Group { span, members: Vec::new(), sentence });
            groups.len() - 1
        });
        let group = &mut groups[number];
        if !group.members.contains(&entity.number) {
            group.members.push(entity.number);
        }
        group.sentence = sentence;
    }

    /// The members of the last group that a plural may stand for; none where there is none.
    pub fn recalled(&self, told: &Told, mention: &Mention, sentence: isize) -> Vec<usize> {
        let counted = |at: usize| counted(told.words.get(at));
        let before = mention.first.checked_sub(1).and_then(counted);
        let count = before.or_else(|| counted(mention.first));
        let suit = |members: &[usize]| members.iter().all(|&e| suits(mention, &told.entities[e]));
        for group in self.groups.iter().rev() {
            if sentence - group.sentence > REACH {
                break;
            }
            let many = group.members.len();
            if group.span.1 > mention.first || many < 2 || count.unwrap_or(many) != many {
                continue;
            }
            if suit(&group.members) {
                return group.members.clone();
            }
        }
        if count == Some(2) {
            let mut near: Vec<usize> = Vec::new();
            let from = self.named.partition_point(|&(number, _)| sentence - number > 1);
            for &(_, entity) in &self.named[from..] {
                if !near.contains(&entity) {
                    near.push(entity);
                }
                if near.len() > 2 {
                    break;
                }
            }
            if near.len() == 2 && suit(&near) {
                return near;
            }
        }
        Vec::new()
    }
}

/// True where nothing that a plural says goes against one of its members.
fn suits(mention: &Mention, entity: &Entity) -> bool {
    if is_given(mention.country) && entity.country.is_some() && entity.country != mention.country {
        return false;
    }
    !is_moneyed(mention.noun) || entity.noun == mention.noun || entity.noun.is_empty()
}

pub(super) fn is_moneyed(noun: Str) -> bool {
    matches!(noun, "fund" | "bank")
}
