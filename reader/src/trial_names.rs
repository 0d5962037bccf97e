//! Doors to compare the words of a text and its names with what Python finds.

use std::fmt::Debug;
use std::time::Instant;

use crate::base::chars;
use crate::base::lexicon::keep;
use crate::base::wire::{Malformed, Reader, Writer};
use crate::base::{Str, Words};
use crate::mentions::kinds::Kinds;
use crate::mentions::localities::{is_seat, name_bodies, Localities};
use crate::mentions::model::Mention;
use crate::mentions::names::{
    begins_name, country_names, gazetteer_kind, kind_of, lexicon_match, noun_of, phrases, Known,
};
use crate::mentions::openings::Openings;
use crate::mentions::persons::{has_office, is_named_so, is_party_tag, title_end};
use crate::mentions::pronouns::pronoun;
use crate::mentions::runs::Runs;
use crate::mentions::spellings::{is_acronym, is_slip, key_of, misspelt};
use crate::mentions::trades::lead_back;
use crate::reference::parties::parties;
use crate::reference::places::demonym_at;
use crate::syntax::cues::{cue_lexicon, CuesAt};
use crate::text::fold::fold;
use crate::text::tokens::{lower_case, tokenize};
use crate::text::view::View;

fn text_of(written: &str) -> Vec<char> {
    written.chars().map(|c| if c == '\u{0}' { '\n' } else { c }).collect()
}

fn shown<T: Debug>(value: &Option<T>) -> String {
    value.as_ref().map_or("-".to_string(), |each| format!("{each:?}"))
}

fn known(place: &Option<Known>) -> String {
    place.map_or("-".to_string(), |each| {
        format!("{}/{}/{}", each.kind, each.country, u8::from(each.ambiguous))
    })
}

fn told(mention: &Option<Mention>) -> String {
    mention.as_ref().map_or("-".to_string(), |m| {
        let place = (m.kind, m.first, m.last, m.head);
        format!("{place:?}{}/{}/{}/{}", m.name, m.form, m.country.unwrap_or("~"), m.noun)
    })
}

fn is_camel(surface: &str) -> bool {
    let c: Vec<char> = surface.chars().collect();
    c.len() > 3 && chars::is_lower(c[0]) && chars::is_upper(c[1]) && chars::is_lower(c[c.len() - 1])
}

pub fn capitals(view: &View) -> Vec<bool> {
    (0..view.len())
        .map(|i| {
            let start = view.starts[i];
            let second = view.text.get(start + 1).is_some_and(|&c| chars::is_upper(c));
            chars::is_upper(view.text[start]) || (second && is_camel(view.word(i)))
        })
        .collect()
}

/// Reads a language, a text and its openings; writes its tokens, cues, and a row for each token.
pub fn names(bytes: &[u8], answer: &mut Writer) -> Result<(), Malformed> {
    let mut from = Reader::new(bytes)?;
    let language: Str = from.word();
    let text = text_of(from.text());
    let low = lower_case(&text);
    let tokens = tokenize(&text, &low);
    answer.size(tokens.len());
    for i in 0..tokens.len() {
        answer.size(tokens.starts[i]);
        answer.size(tokens.ends[i]);
        answer.text(tokens.words.get(i));
    }
    let cues = cue_lexicon(language).find(&tokens.words);
    answer.size(cues.len());
    for cue in &cues {
        answer.text(cue.kind);
        answer.size(cue.first);
        answer.size(cue.last);
    }
    let mut openings = vec![false; tokens.len()];
    for at in from.several(Reader::size) {
        if let Some(each) = openings.get_mut(at) {
            *each = true;
        }
    }
    let view = View::new(&text, &tokens.starts, &tokens.ends, &tokens.words);
    let mut before_place = vec![false; tokens.len()];
    for cue in cues.iter().filter(|cue| cue.kind == "place_before") {
        if let Some(each) = before_place.get_mut(cue.last) {
            *each = true;
        }
    }
    let capital = capitals(&view);
    let cues_at = CuesAt::new(&cues, tokens.len());
    let capitals = Openings::new(&view, &capital, &openings, &cues_at);
    let runs = Runs::new(&view, &capital, &capitals.loud, language);
    let localities = Localities::new(&runs, &openings, &before_place);
    let kinds = Kinds::new(&runs, &localities, &cues_at);
    let words = &tokens.words;
    for i in 0..tokens.len() {
        let mut row = of_word(words, i);
        row.push(format!(
            "{}{}{}{}{}{}",
            u8::from(capital[i]),
            u8::from(capitals.loud[i]),
            u8::from(capitals.inner.contains(words.get(i))),
            u8::from(capitals.shows(i)),
            u8::from(capitals.heads(i)),
            u8::from(capitals.named().contains(words.get(i))),
        ));
        row.push(format!(
            "{}{}{}",
            u8::from(localities.seat(i)),
            u8::from(localities.is_town(i)),
            u8::from(i > 0 && runs.joins(i)),
        ));
        row.push(told(&localities.with_article(i)));
        if capital[i] {
            let run = runs.run(i);
            row.push(run.to_string());
            row.push(told(&localities.linked(i)));
            let (place, end) = localities.place(i, run);
            row.push(format!("{}:{end}", known(&place)));
            let found = place.filter(|&each| !localities.demoted(each, i, end)).is_some();
            row.push(u8::from(found).to_string());
            if found {
                localities.after_place.set(Some(end + 1));
            }
            for last in [i + 1, run] {
                let span = runs.span(i, last);
                row.push(format!("{span} {}", fold(span)));
                row.push(format!(
                    "{}{}{}{}{}",
                    u8::from(runs.is_byline(i, last)),
                    u8::from(localities.in_the(i, last)),
                    u8::from(localities.is_located(i, last)),
                    u8::from(is_named_so(words, i, last)),
                    u8::from(has_office(words, last, &cues_at, &capital)),
                ));
                row.push(u8::from(is_party_tag(span, words.get(last))).to_string());
                row.push(told(&localities.region_meant(i, last)));
                row.push(kinds.of(i, last).unwrap_or("-").to_string());
                row.push(known(&gazetteer_kind(span)));
                row.push(shown(&parties().named(span)));
            }
        }
        answer.text(&row.join("|"));
    }
    Ok(())
}

fn of_word(words: &Words, i: usize) -> Vec<String> {
    let matched = lexicon_match(words, i);
    let phrased = phrases(words, i).iter().map(|p| (p.words.len(), p.party, p.meant.clone()));
    let phrased: Vec<String> =
        phrased.map(|(size, party, meant)| format!("{size}/{}/{meant:?}", shown(&party))).collect();
    vec![
        words.get(i).to_string(),
        u8::from(begins_name(words, i)).to_string(),
        shown(&matched),
        matched
            .map_or(String::new(), |(_, party)| format!("{}/{}", kind_of(party), noun_of(party))),
        phrased.join(";"),
        demonym_at(words, i).unwrap_or("-").to_string(),
        title_end(words, i).to_string(),
        told(&pronoun(words, i)),
    ]
}

/// Folds each text; tells whether neighbours are spelt alike, and what each is.
pub fn folds(bytes: &[u8], answer: &mut Writer) -> Result<(), Malformed> {
    let mut from = Reader::new(bytes)?;
    let texts: Vec<String> = from.several(|f| f.text().to_string());
    for each in &texts {
        answer.text(&fold(each));
        answer.text(&known(&gazetteer_kind(each)));
        answer.maybe(parties().named(each));
        answer.int(i64::from(chars::isupper(each)));
        answer.int(i64::from(chars::islower(each)));
        answer.int(i64::from(chars::isalpha(each)));
        answer.int(i64::from(chars::isalnum(each)));
        answer.int(i64::from(chars::isdigit(each)));
        let low: String = lower_case(&each.chars().collect::<Vec<_>>()).iter().collect();
        answer.text(&low);
    }
    for pair in texts.windows(2) {
        answer.int(i64::from(misspelt(&pair[0], &pair[1])));
        answer.int(i64::from(is_slip(&pair[0], &pair[1])));
        answer.int(i64::from(is_acronym(&pair[0], &pair[1])));
    }
    Ok(())
}

/// Reads a language, a text and its mentions; leads names back, then names bodies.
pub fn trades(bytes: &[u8], answer: &mut Writer) -> Result<(), Malformed> {
    let mut from = Reader::new(bytes)?;
    let language: Str = from.word();
    let text = text_of(from.text());
    let tokens = tokenize(&text, &lower_case(&text));
    let cues = cue_lexicon(language).find(&tokens.words);
    let view = View::new(&text, &tokens.starts, &tokens.ends, &tokens.words);
    let capital = capitals(&view);
    let cues_at = CuesAt::new(&cues, tokens.len());
    let mut found = from.several(|f| {
        let kind = f.word();
        let (first, last, head) = (f.size(), f.size(), f.size());
        let mention = Mention::new(kind, first, last, head, f.text());
        let (form, country, noun) = (f.word(), f.maybe_word(), f.word());
        Mention { form, country, noun, party: f.maybe(), ..mention }
    });
    if language != "fr" {
        lead_back(&mut found, &tokens.words, &capital, &cues_at);
    }
    let loud = vec![false; tokens.len()];
    name_bodies(&mut found, &Runs::new(&view, &capital, &loud, language));
    answer.size(found.len());
    for (at, each) in found.iter().enumerate() {
        answer.text(&told(&Some(each.clone())));
        answer.text(&key_of(each));
        answer.int(i64::from(at > 0 && is_seat(&found[at - 1], each)));
    }
    let names = country_names(language);
    let mut codes: Vec<&Str> = names.keys().collect();
    codes.sort();
    let listed: Vec<String> = codes.iter().map(|code| format!("{code}{}", names[**code])).collect();
    answer.text(&listed.join("|"));
    Ok(())
}

/// Microseconds that a text takes: its tokens, its cues, and what its capitals prove.
pub fn speed(bytes: &[u8], answer: &mut Writer) -> Result<(), Malformed> {
    let mut from = Reader::new(bytes)?;
    let language: Str = keep(from.text());
    let text = text_of(from.text());
    let since = |start: Instant| start.elapsed().as_nanos() as i64;
    let start = Instant::now();
    let low = lower_case(&text);
    answer.int(since(start));
    let start = Instant::now();
    let tokens = tokenize(&text, &low);
    answer.int(since(start));
    let start = Instant::now();
    let cues = cue_lexicon(language).find(&tokens.words);
    answer.int(since(start));
    let start = Instant::now();
    let view = View::new(&text, &tokens.starts, &tokens.ends, &tokens.words);
    let capital = capitals(&view);
    let cues_at = CuesAt::new(&cues, tokens.len());
    let openings = vec![false; tokens.len()];
    let capitals = Openings::new(&view, &capital, &openings, &cues_at);
    answer.int(since(start));
    let start = Instant::now();
    let runs = Runs::new(&view, &capital, &capitals.loud, language);
    let localities = Localities::new(&runs, &openings, &openings);
    let kinds = Kinds::new(&runs, &localities, &cues_at);
    let mut found = 0;
    for i in (0..tokens.len()).filter(|&i| capital[i]) {
        let run = runs.run(i);
        found += usize::from(localities.place(i, run).0.is_some());
        found += usize::from(kinds.of(i, run).is_some());
    }
    answer.int(since(start));
    answer.size(found);
    Ok(())
}
