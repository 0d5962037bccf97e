//! Doors to try the room of mentions out: each stage on what the stage before gives.

use crate::base::wire::{Malformed, Reader, Writer};
use crate::base::{FastSet, Words};
use crate::claim::Measure;
use crate::mentions::assets::{is_field, is_umbrella, with_assets};
use crate::mentions::enumerations::enumerate_mentions;
use crate::mentions::finder::find_mentions;
use crate::mentions::model::{Entity, Mention};
use crate::mentions::resolve::resolve;
use crate::quantities::model::Quantity;
use crate::syntax::cues::Cue;
use crate::text::view::View;

struct Given {
    text: Vec<char>,
    language: String,
    words: Words,
    starts: Vec<usize>,
    ends: Vec<usize>,
    cues: Vec<Cue>,
    openings: Vec<bool>,
    quantities: Vec<Quantity>,
    sentences: Vec<usize>,
    spoken: FastSet<usize>,
}

fn told(text: &str) -> String {
    text.replace('\u{0}', "\n")
}

fn given(from: &mut Reader) -> Given {
    let text = told(from.text()).chars().collect();
    let language = from.text().to_string();
    let (mut words, mut starts, mut ends) = (Words::default(), Vec::new(), Vec::new());
    for _ in 0..from.size() {
        words.push(from.text());
        starts.push(from.size());
        ends.push(from.size());
    }
    let cues = from.several(|c| Cue { kind: c.word(), first: c.size(), last: c.size() });
    let mut openings = vec![false; starts.len() + 1];
    for opening in from.several(Reader::size) {
        openings[opening] = true;
    }
    let quantities = from.several(|q| Quantity {
        start: q.size(),
        end: q.size(),
        measure: Measure::Money,
        low: None,
        high: None,
        unit: "",
        units: Vec::new(),
        unit_source: "",
        noun: None,
        hedge: "",
        form: "",
    });
    let sentences = from.several(Reader::size);
    let spoken = from.several(Reader::size).into_iter().collect();
    Given { text, language, words, starts, ends, cues, openings, quantities, sentences, spoken }
}

fn mention(from: &mut Reader) -> Mention {
    Mention {
        kind: from.word(),
        first: from.size(),
        last: from.size(),
        head: from.size(),
        name: told(from.text()),
        form: from.word(),
        country: from.maybe_word(),
        noun: from.word(),
        party: from.maybe(),
        hints: from.several(Reader::size),
        entity: None,
        span: (0, 0),
        sentence: 0,
    }
}

fn several<T>(answer: &mut Writer, items: &[T], mut write: impl FnMut(&mut Writer, &T)) {
    answer.size(items.len());
    items.iter().for_each(|each| write(answer, each));
}

fn write_mention(answer: &mut Writer, mention: &Mention) {
    answer.text(mention.kind);
    answer.size(mention.first);
    answer.size(mention.last);
    answer.size(mention.head);
    answer.text(&mention.name);
    answer.text(mention.form);
    answer.maybe_text(mention.country);
    answer.text(mention.noun);
    answer.maybe(mention.party);
    several(answer, &mention.hints, |a, hint| a.size(*hint));
    answer.maybe(mention.entity);
    answer.size(mention.span.0);
    answer.size(mention.span.1);
    answer.size(mention.sentence);
}

fn write_entity(answer: &mut Writer, entity: &Entity) {
    answer.text(entity.kind);
    answer.text(&entity.name);
    answer.text(&entity.key);
    answer.size(entity.number);
    answer.maybe_text(entity.country);
    answer.text(entity.noun);
    answer.maybe(entity.party);
    several(answer, &entity.mentions, |a, number| a.size(*number));
    let mut told: Vec<&String> = entity.told.iter().collect();
    told.sort();
    several(answer, &told, |a, word| a.text(word));
    answer.size(usize::from(entity.is_several));
}

/// From the mentions of a story to its entities.
pub fn resolved(bytes: &[u8], answer: &mut Writer) -> Result<(), Malformed> {
    let mut from = Reader::new(bytes)?;
    let given = given(&mut from);
    let mentions = from.several(mention);
    let repeat = from.size();
    let view = View::new(&given.text, &given.starts, &given.ends, &given.words);
    for _ in 0..repeat {
        let mut again = with_assets(mentions.clone(), &view, &given.cues, &given.quantities);
        enumerate_mentions(&mut again, &given.words);
        resolve(&mut again, &given.words, &given.sentences, &given.spoken);
    }
    let mut mentions = with_assets(mentions, &view, &given.cues, &given.quantities);
    several(answer, &mentions, write_mention);
    enumerate_mentions(&mut mentions, &given.words);
    several(answer, &mentions, write_mention);
    let entities = resolve(&mut mentions, &given.words, &given.sentences, &given.spoken);
    several(answer, &mentions, write_mention);
    several(answer, &entities, write_entity);
    Ok(())
}

/// From a text to its mentions.
pub fn found(bytes: &[u8], answer: &mut Writer) -> Result<(), Malformed> {
    let mut from = Reader::new(bytes)?;
    let given = given(&mut from);
    let repeat = from.size();
    let view = View::new(&given.text, &given.starts, &given.ends, &given.words);
    for _ in 0..repeat {
        find_mentions(&view, &given.cues, &given.openings, &given.language);
    }
    let mentions = find_mentions(&view, &given.cues, &given.openings, &given.language);
    several(answer, &mentions, write_mention);
    Ok(())
}

/// Whether names are fields or umbrellas.
pub fn fields(bytes: &[u8], answer: &mut Writer) -> Result<(), Malformed> {
    let mut from = Reader::new(bytes)?;
    for name in from.several(|each| told(each.text())) {
        answer.size(usize::from(is_field(&name)) + 2 * usize::from(is_umbrella(&name)));
    }
    Ok(())
}
