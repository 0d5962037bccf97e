//! Whose a figure is by its place alone: "Blackstone's £10bn campus", "MGX 50".

// ---- is_gapped, ported with the parts: to be dropped where the whole module is ported. ----

use crate::page::model::{Page, PlacedQuantity};
use crate::syntax::clauses::preposition;

/// True for the later figures of "Norvane investira 3 milliards, Telis 2, Verne 1,5".
pub fn is_gapped(page: &Page, placed: &PlacedQuantity) -> bool {
    let sentence = &page.sentences[placed.sentence];
    if sentence.quantities.first() == Some(&placed.number) || page.words.is(placed.first, "'s") {
        return false;
    }
    page.mentions_in(placed.sentence)
        .filter(|(_, m)| m.span.1 == placed.first && m.entity.is_some())
        .any(|(_, mention)| {
            let mut first = mention.span.0;
            for cue in sentence.cues.iter().rev() {
                if cue.last == first && cue.kind.starts_with("who_") {
                    first = cue.first;
                }
            }
            matches!(preposition(&page.words, first, sentence.first), "," | "and" | "^" | ";")
        })
}

// ---- The end of is_gapped. ----
