//! Tries the grammar of relations out.

use crate::base::wire::{Malformed, Reader, Writer};
use crate::figures::around::Scenes;
use crate::page::{estimates, grammar, owners, venues, verbs, wire};

pub fn open(bytes: &[u8], answer: &mut Writer) -> Result<(), Malformed> {
    let (page, _) = wire::read_page(&mut Reader::new(bytes)?)?;
    let scenes = Scenes::new(&page, Box::new(grammar::relations));
    for placed in &page.quantities {
        let left = scenes.around(placed.number).left_clause;
        let found = grammar::relations(&page, placed, left);
        answer.size(found.len());
        for (mention, name) in found {
            answer.size(mention);
            answer.text(name);
        }
        answer.int(i64::from(owners::is_gapped(&page, placed)));
        let sentence = &page.sentences[placed.sentence];
        answer.maybe(estimates::estimator(&page, placed, &sentence.mentions));
        for at in [placed.sentence, placed.sentence.saturating_sub(1)] {
            let verb = verbs::governing_verb(&page, placed, &page.sentences[at]);
            answer.maybe(verb.map(|verb| verb.first));
            answer.maybe_text(verb.map(|verb| verb.kind));
        }
    }
    for sentence in &page.sentences {
        let mut found: Vec<usize> = venues::find_origins(&page, sentence).into_iter().collect();
        found.sort_unstable();
        answer.size(found.len());
        found.into_iter().for_each(|each| answer.size(each));
        let mut before = None;
        for &m in &sentence.mentions {
            answer.int(i64::from(venues::is_venue(&page, sentence, m)));
            answer.int(i64::from(owners::allows(&page, m)));
            answer.int(i64::from(owners::is_allower(&page, m)));
            if let Some(before) = before {
                answer.int(i64::from(owners::is_parent(&page, before, m)));
            }
            before = Some(m);
        }
        let mut seats = Vec::new();
        venues::seats(&page, sentence, &mut seats);
        answer.size(seats.len());
        for (mention, name) in seats {
            answer.size(mention);
            answer.text(name);
        }
    }
    let mut found: Vec<usize> = venues::find_venues(&page).into_iter().collect();
    found.sort_unstable();
    answer.size(found.len());
    found.into_iter().for_each(|each| answer.size(each));
    Ok(())
}

/// The relations of all quantities, over and over, for the clock.
pub fn time(bytes: &[u8], answer: &mut Writer) -> Result<(), Malformed> {
    let (page, _) = wire::read_page(&mut Reader::new(bytes)?)?;
    let mut count = 0;
    let from = std::time::Instant::now();
    for placed in &page.quantities {
        let left = page.sentences[placed.sentence].first;
        count += grammar::relations(&page, placed, left).len();
    }
    answer.float(from.elapsed().as_secs_f64());
    answer.size(count);
    Ok(())
}
