//! A page as Python laid it out.

use crate::base::lexicon::keep;
use crate::base::wire::{Malformed, Reader};
use crate::base::{Decimal, Str, Words};
use crate::claim::{Measure, PassageKind};
use crate::dates::model::DateMention;
use crate::mentions::model::{Entity, Mention};
use crate::page::model::{Former, Item, Page, PlacedDate, PlacedQuantity, Sentence, Voice};
use crate::quantities::model::Quantity;
use crate::syntax::cues::Cue;

/// Reads a page; `relations` are those of each quantity, as Python found them.
pub fn read_page(from: &mut Reader) -> Result<(Page, Vec<Vec<(usize, Str)>>), Malformed> {
    let mut page = Page {
        text: from.text().chars().map(|c| if c == '\u{0}' { '\n' } else { c }).collect(),
        ..Page::default()
    };
    let mut words = Words::default();
    for _ in 0..from.size() {
        words.push(from.text());
        page.starts.push(from.size());
        page.ends.push(from.size());
    }
    page.words = words;
    page.language = from.word();
    page.published = from.maybe_text().map(str::to_string);
    page.country = from.maybe_word();
    page.topics = from.several(Reader::word);
    page.sentences = from.several(|f| Sentence {
        number: f.size(),
        first: f.size(),
        last: f.size(),
        kind: PassageKind::of(f.text()).unwrap_or(PassageKind::Sentence),
        section: f.int(),
        cues: f.several(|c| Cue { kind: c.word(), first: c.size(), last: c.size() }),
        mentions: f.several(Reader::size),
        dates: f.several(Reader::size),
        quantities: f.several(Reader::size),
    });
    page.mentions = from.several(|f| Mention {
        kind: f.word(),
        first: f.size(),
        last: f.size(),
        head: f.size(),
        name: f.text().to_string(),
        form: f.word(),
        country: f.maybe_word(),
        noun: f.word(),
        party: f.maybe(),
        hints: Vec::new(),
        entity: f.maybe(),
        span: (f.size(), f.size()),
        sentence: f.size(),
    });
    page.entities = from.several(|f| Entity {
        number: f.size(),
        kind: f.word(),
        name: f.text().to_string(),
        key: f.text().to_string(),
        country: f.maybe_word(),
        noun: f.word(),
        party: f.maybe(),
        is_several: f.flag(),
        told: f.several(|t| t.text().to_string()).into_iter().collect(),
        mentions: f.several(Reader::size),
    });
    page.dates = from.several(|f| PlacedDate {
        date: DateMention {
            start: f.size(),
            end: f.size(),
            value: f.maybe_text().map(str::to_string),
            relation: f.word(),
        },
        first: f.size(),
        last: f.size(),
    });
    let mut relations = Vec::new();
    page.quantities = from.several(|f| {
        let placed = PlacedQuantity {
            number: f.size(),
            sentence: f.size(),
            first: f.size(),
            last: f.size(),
            quantity: quantity(f),
            voices: f.several(|v| Voice {
                mention: v.size(),
                how: v.word(),
                at: v.size(),
                first: v.size(),
                last: v.size(),
            }),
            themes: f.several(|t| (t.size(), t.word())),
        };
        relations.push(f.several(|r| (r.size(), r.word())));
        placed
    });
    page.sums = from.several(|f| (f.size(), f.size())).into_iter().collect();
    page.dateline = from.maybe();
    page.dateline_at = from.size()..from.size();
    page.venues = from.several(Reader::size).into_iter().collect();
    page.head_places = from.several(Reader::maybe);
    page.items = from
        .several(|f| {
            let sentence = f.size();
            let (list, item, lead) = (f.int(), f.int(), f.int());
            let (timed, colon, shares) = (f.flag(), f.flag(), f.flag());
            (sentence, Item { list, item, lead, timed, colon, shares })
        })
        .into_iter()
        .collect();
    page.formers = from
        .several(|f| (f.size(), Former { how: f.word(), latter: f.size() }))
        .into_iter()
        .collect();
    if from.is_overrun() {
        return Err(Malformed("page cut short".to_string()));
    }
    Ok((page, relations))
}

fn quantity(f: &mut Reader) -> Quantity {
    Quantity {
        start: f.size(),
        end: f.size(),
        measure: Measure::of(f.text()).unwrap_or(Measure::Money),
        low: f.maybe_text().and_then(Decimal::parse),
        high: f.maybe_text().and_then(Decimal::parse),
        unit: f.word(),
        units: f.several(|u| keep(u.text())),
        unit_source: f.word(),
        noun: if f.flag() { Some((f.size(), f.size())) } else { None },
        hedge: f.word(),
        form: f.word(),
    }
}
