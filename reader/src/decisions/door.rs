//! The door to the decisions: a page as Python laid it out, and what is decided of it.

use std::collections::hash_map::Entry;

use crate::base::names::tidy;
use crate::base::wire::{Malformed, Reader, Writer};
use crate::base::{text_of, FastMap, Name};
use crate::decisions::decide::decide;
use crate::figures::around::Scenes;
use crate::figures::draft::Draft;
use crate::page::grammar::relations;
use crate::page::wire::read_page;

/// Answers all questions for all quantities of a page that Python laid out, in order.
pub fn open(bytes: &[u8], answer: &mut Writer) -> Result<(), Malformed> {
    tidy();
    let (page, _) = read_page(&mut Reader::new(bytes)?)?;
    let cx = Scenes::new(&page, Box::new(relations));
    write_drafts(answer, &decide(&cx));
    Ok(())
}

/// Writes drafts down, one after the other.
pub fn write_drafts(answer: &mut Writer, drafts: &[Draft]) {
    // The same few names of features come again and again: each is written once.
    let mut names: FastMap<Name, i64> = FastMap::default();
    let mut texts: Vec<Name> = Vec::new();
    for draft in drafts {
        for (_, name, _) in &draft.reasons {
            if let Entry::Vacant(new) = names.entry(*name) {
                new.insert(texts.len() as i64);
                texts.push(*name);
            }
        }
    }
    answer.size(texts.len());
    texts.iter().for_each(|name| answer.text(&text_of(*name)));
    answer.size(drafts.len());
    for draft in drafts {
        answer.size(draft.number);
        answer.int(draft.role as i64);
        answer.int(draft.stage as i64);
        answer.int(draft.purpose as i64);
        answer.float(draft.confidence);
        let lists = [&draft.investors, &draft.beneficiaries, &draft.projects, &draft.places];
        for entities in lists.into_iter().chain([&draft.speakers]) {
            answer.size(entities.len());
            entities.iter().for_each(|&number| answer.size(number));
        }
        answer.maybe_text(draft.start.as_deref());
        answer.maybe_text(draft.end.as_deref());
        answer.maybe(draft.whole);
        answer.size(draft.reasons.len());
        for (field, name, tokens) in &draft.reasons {
            answer.text(field);
            answer.int(names[name]);
            answer.maybe(tokens.map(|(first, _)| first));
            answer.maybe(tokens.map(|(_, last)| last));
        }
    }
}
