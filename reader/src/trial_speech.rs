//! A door to try the layout of a page: lays a page out anew and tells what differs.

use crate::base::wire::{Malformed, Reader, Writer};
use crate::base::{FastSet, Str};
use crate::claim::PassageKind;
use crate::dates::model::DateMention;
use crate::documents::passages::Passage;
use crate::mentions::model::Mention;
use crate::page::layout::{self, Countries, Found};
use crate::page::model::{Page, PlacedQuantity};
use crate::page::wire::read_page;
use crate::quantities::model::Quantity;
use crate::syntax::cues::Cue;
use crate::text::tokens::Tokens;

/// What the page was put together of.
struct Extra {
    passages: Vec<Passage>,
    dates: Vec<DateMention>,
    raw: Vec<(Str, usize)>,
    openings: Vec<usize>,
    outside: Vec<usize>,
    story: Vec<usize>,
    around: Vec<Vec<(Str, usize)>>,
    cues: Vec<Cue>,
    units: Vec<(Str, Vec<Str>, Str)>,
}

fn extra(f: &mut Reader) -> Extra {
    Extra {
        passages: f.several(|f| Passage {
            start: f.size(),
            end: f.size(),
            kind: PassageKind::of(f.text()).unwrap_or(PassageKind::Sentence),
            section: f.int(),
        }),
        dates: f.several(|f| DateMention {
            start: f.size(),
            end: f.size(),
            value: f.maybe_text().map(str::to_string),
            relation: f.word(),
        }),
        raw: f.several(|f| (f.word(), f.size())),
        openings: f.several(Reader::size),
        outside: f.several(Reader::size),
        story: f.several(Reader::size),
        around: f.several(|f| f.several(|f| (f.word(), f.size()))),
        cues: f.several(|f| Cue { kind: f.word(), first: f.size(), last: f.size() }),
        units: f.several(|f| (f.word(), f.several(Reader::word), f.word())),
    }
}

fn found(page: &Page, told: &Extra) -> Found {
    let tokens =
        Tokens { starts: page.starts.clone(), ends: page.ends.clone(), words: page.words.clone() };
    let sentences = layout::sentences(&tokens, &told.passages);
    let mut mentions = page.mentions.clone();
    mentions.iter_mut().for_each(|m| m.sentence = 0);
    Found {
        text: page.text.clone(),
        tokens,
        sentences,
        language: page.language,
        published: page.published.clone(),
        cues: told.cues.clone(),
        mentions,
        entities: page.entities.clone(),
        quantities: page
            .quantities
            .iter()
            .zip(&told.units)
            .map(|(q, (unit, units, source))| Quantity {
                unit,
                units: units.clone(),
                unit_source: source,
                ..q.quantity.clone()
            })
            .collect(),
        dates: told.dates.clone(),
    }
}

fn check<T: PartialEq + std::fmt::Debug>(wrong: &mut Vec<String>, what: &str, mine: T, its: T) {
    if mine != its {
        wrong.push(format!("{what}: rust {mine:?} python {its:?}"));
    }
}

fn numbered(raw: &[(Str, usize)]) -> Vec<Mention> {
    let new = |(i, (kind, first)): (usize, &(Str, usize))| Mention {
        kind,
        first: *first,
        last: i,
        head: 0,
        name: String::new(),
        form: "",
        country: None,
        noun: "",
        party: None,
        hints: Vec::new(),
        entity: None,
        span: (0, 0),
        sentence: 0,
    };
    raw.iter().enumerate().map(new).collect()
}

/// Lays the page out anew of what Python found, and answers what differs.
pub fn lay(bytes: &[u8], answer: &mut Writer) -> Result<(), Malformed> {
    let mut reader = Reader::new(bytes)?;
    let (its, _) = read_page(&mut reader)?;
    let told = extra(&mut reader);
    let given = found(&its, &told);
    let mut wrong = Vec::new();
    let w = &mut wrong;
    let openings = layout::openings(&given.tokens, &given.sentences);
    let open: Vec<usize> = (0..openings.len()).filter(|&i| openings[i]).collect();
    check(w, "openings", &open, &told.openings);
    let outside = layout::outside_quantities(numbered(&told.raw), &given.tokens, &given.quantities);
    let numbers = |all: &[Mention]| all.iter().map(|m| m.last).collect::<Vec<_>>();
    check(w, "outside", numbers(&outside), told.outside.clone());
    let story = layout::in_story(outside, &given.sentences);
    check(w, "story", numbers(&story), told.story.clone());
    let countries = Countries::new(&given.mentions, &given.tokens);
    for (quantity, its) in given.quantities.iter().zip(&told.around) {
        let mine: Vec<(Str, usize)> = countries.around(quantity).collect();
        check(w, "around", &mine, its);
    }
    let begun = std::time::Instant::now();
    let mine = layout::lay_out(given);
    let time = begun.elapsed().as_nanos() as usize;
    compare(w, &mine, &its);
    answer.size(time);
    answer.size(wrong.len());
    wrong.iter().for_each(|each| answer.text(each));
    Ok(())
}

fn compare(w: &mut Vec<String>, mine: &Page, its: &Page) {
    check(w, "country", mine.country, its.country);
    check(w, "topics", &mine.topics, &its.topics);
    check(w, "head_places", &mine.head_places, &its.head_places);
    check(w, "dateline", (mine.dateline, &mine.dateline_at), (its.dateline, &its.dateline_at));
    let sorted = |set: &FastSet<usize>| {
        let mut all: Vec<usize> = set.iter().copied().collect();
        all.sort_unstable();
        all
    };
    check(w, "venues", sorted(&mine.venues), sorted(&its.venues));
    check(w, "sentences", mine.sentences.len(), its.sentences.len());
    let dates = |page: &Page, numbers: &[usize]| {
        numbers.iter().map(|&n| format!("{:?}", page.dates[n])).collect::<Vec<_>>()
    };
    for (a, b) in mine.sentences.iter().zip(&its.sentences) {
        check(w, "sentence", (a.number, a.first, a.last), (b.number, b.first, b.last));
        check(w, "passage", (a.kind, a.section), (b.kind, b.section));
        check(w, "cues", &a.cues, &b.cues);
        check(w, "mentions", &a.mentions, &b.mentions);
        check(w, "quantities", &a.quantities, &b.quantities);
        check(w, "dates", dates(mine, &a.dates), dates(its, &b.dates));
    }
    for (a, b) in mine.mentions.iter().zip(&its.mentions) {
        check(w, "mention", a.sentence, b.sentence);
    }
    for (a, b) in mine.quantities.iter().zip(&its.quantities) {
        let place = |q: &PlacedQuantity| (q.number, q.first, q.last, q.sentence);
        check(w, "placed", place(a), place(b));
        check(w, "quantity", &a.quantity, &b.quantity);
        check(w, &format!("voices {}", a.number), &a.voices, &b.voices);
        check(w, &format!("themes {}", a.number), &a.themes, &b.themes);
    }
    check(w, "items", &mine.items, &its.items);
    check(w, "formers", &mine.formers, &its.formers);
    check(w, "sums", &mine.sums, &its.sums);
}
