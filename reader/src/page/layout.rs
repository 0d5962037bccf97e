//! Lays a document out: puts each thing that was found on its page in its sentence.

use std::cell::OnceCell;
use std::sync::OnceLock;

use crate::base::lexicon::lexicon;
use crate::base::{chars, Set, Str};
use crate::claim::PassageKind;
use crate::dates::model::DateMention;
use crate::documents::passages::Passage;
use crate::mentions::model::{Entity, Mention};
use crate::page::datelines::{find_dateline, head_places};
use crate::page::formers::find_formers;
use crate::page::lists::items;
use crate::page::model::{Page, PlacedDate, PlacedQuantity, Sentence};
use crate::page::speech::voices_of;
use crate::page::themes::themes_of;
use crate::page::venues::find_venues;
use crate::quantities::currencies::resolve_currencies;
use crate::quantities::model::Quantity;
use crate::quantities::sums::sums;
use crate::reference::places::demonym_at;
use crate::syntax::cues::Cue;
use crate::text::tokens::Tokens;

/// Words of the longest sentence that is read as one; the press seldom goes beyond a hundred.
const LONGEST: usize = 300;

/// A text, and what its words, names, figures and dates are.
#[derive(Debug, Default)]
pub struct Found {
    /// The view's text.
    pub text: Vec<char>,
    pub tokens: Tokens,
    pub sentences: Vec<Sentence>,
    pub language: Str,
    pub published: Option<String>,
    pub cues: Vec<Cue>,
    /// Those that `outside_quantities` and `in_story` leave, resolved to entities.
    pub mentions: Vec<Mention>,
    pub entities: Vec<Entity>,
    /// Their currencies not yet resolved.
    pub quantities: Vec<Quantity>,
    pub dates: Vec<DateMention>,
}

/// Lays a document out, of which all is found.
pub fn lay_out(found: Found) -> Page {
    let countries = Countries::new(&found.mentions, &found.tokens);
    let country = countries.dominant();
    let nearby = |quantity: &Quantity| countries.around(quantity).collect();
    let quantities = resolve_currencies(found.quantities, country, nearby);
    let topics = topics(&found.cues, found.tokens.starts.len());
    let Tokens { starts, ends, words } = found.tokens;
    let mut page = Page {
        text: found.text,
        words,
        starts,
        ends,
        sentences: found.sentences,
        mentions: found.mentions,
        entities: found.entities,
        language: found.language,
        published: found.published,
        country,
        topics,
        ..Page::default()
    };
    place_words(&mut page, &found.cues);
    place_figures(&mut page, found.dates, quantities);
    page.items = items(&page);
    page.formers = find_formers(&page);
    voices_of(&mut page);
    themes_of(&mut page);
    page
}

/// The sentences of a text; one, and be it empty, at least.
pub fn sentences(tokens: &Tokens, passages: &[Passage]) -> Vec<Sentence> {
    let mut found: Vec<Sentence> = Vec::with_capacity(passages.len());
    // Passages stand in order: what is looked for is near what was found last.
    let mut known = 0;
    let mut at = |position: usize| {
        let starts = &tokens.starts;
        if known > 0 && starts[known - 1] >= position {
            known = starts.partition_point(|&start| start < position);
        }
        known += starts[known..].iter().take_while(|&&start| start < position).count();
        known
    };
    let opened = |number: usize, first: usize, last: usize, kind: PassageKind, section: i64| {
        let (cues, mentions, dates, quantities) = Default::default();
        Sentence { number, first, last, kind, section, cues, mentions, dates, quantities }
    };
    for passage in passages {
        let (mut first, last) = (at(passage.start), at(passage.end));
        while last > first {
            // What one sentence holds is compared each with each: a table on one line, or a
            // hostile text, must not make a sentence of thousands of parties.
            let cut = last.min(first + LONGEST);
            found.push(opened(found.len(), first, cut, passage.kind, passage.section));
            first = cut;
        }
    }
    if found.is_empty() {
        found.push(opened(0, 0, tokens.starts.len(), PassageKind::Sentence, 0));
    }
    found
}

/// For each token whether it is the first word of a sentence, or stands after an opening mark; one
/// more, for what ends with the text.
pub fn openings(tokens: &Tokens, sentences: &[Sentence]) -> Vec<bool> {
    static MARKS: OnceLock<Set> = OnceLock::new();
    let marks = MARKS.get_or_init(|| lexicon().set("page.layout._OPENING_MARKS"));
    let words = &tokens.words;
    let mut found = vec![false; words.len() + 1];
    // All of them are words of the lexicon, and have numbers.
    let ids = words.ids(0..words.len()).unwrap_or_default();
    let after = found.iter_mut().take(words.len()).skip(1);
    after.zip(ids).for_each(|(opens, &id)| *opens = marks.has_id(id));
    for sentence in sentences {
        let mut span = sentence.first..sentence.last;
        let first = span.find(|&at| chars::is_alnum(chars::first(words.get(at))));
        found[first.unwrap_or(sentence.last)] = true;
    }
    found
}

/// Mentions that are not words of a quantity ("300 M$", "13.800 puces").
pub fn outside_quantities(
    mut mentions: Vec<Mention>,
    tokens: &Tokens,
    quantities: &[Quantity],
) -> Vec<Mention> {
    let mut spans: Vec<(usize, usize)> = quantities.iter().map(|q| (q.start, q.end)).collect();
    spans.sort_unstable();
    mentions.retain(|mention| {
        let position = tokens.starts[mention.first];
        let before = spans.partition_point(|&(start, _)| start <= position);
        before == 0 || position >= spans[before - 1].1
    });
    mentions
}

/// Mentions outside the page's furniture; of a dateline the places stay.
pub fn in_story(mut mentions: Vec<Mention>, sentences: &[Sentence]) -> Vec<Mention> {
    if sentences.iter().any(Sentence::is_furniture) {
        mentions.retain(|mention| {
            let sentence = &sentences[sentence_at(sentences, mention.first)];
            let stands = sentence.first <= mention.first && mention.first < sentence.last;
            mention.kind == "place" || !(stands && sentence.is_furniture())
        });
    }
    mentions
}

/// Number of the last sentence that begins at a token or before; the first one where none does.
fn sentence_at(sentences: &[Sentence], token: usize) -> usize {
    sentences.partition_point(|sentence| sentence.first <= token).saturating_sub(1)
}

/// The same for a token that stands at one of a sentence that is known, or soon after.
fn sentence_from(sentences: &[Sentence], known: usize, token: usize) -> usize {
    if token < sentences[known].first {
        return sentence_at(sentences, token);
    }
    let after = sentences[known + 1..].iter().take_while(|sentence| sentence.first <= token);
    known + after.count()
}

/// The token at which a sentence ends for what is put in sentences: where the next one begins.
fn end_of(sentences: &[Sentence], number: usize) -> usize {
    sentences.get(number + 1).map_or(usize::MAX, |next| next.first)
}

/// What the document is about, by the share of its words that say so.
pub fn topics(cues: &[Cue], words: usize) -> Vec<Str> {
    let mut found = Vec::new();
    let (mut centres, mut sport) = (0, 0);
    for cue in cues {
        match cue.kind {
            "asset_data_centre" | "asset_compute" | "asset_ai" => centres += 1,
            "sport" => sport += 1,
            _ => {}
        }
    }
    if centres * 60 >= words {
        found.push("ai");
    } else if centres == 0 {
        found.push("no-ai");
    }
    if sport * 80 >= words {
        found.push("sport");
    }
    found
}

/// The countries that a document names, by how near to a figure they stand.
pub struct Countries<'a> {
    mentions: &'a [Mention],
    starts: &'a [usize],
    /// Words that are adjectives of countries, with their countries.
    adjectives: Vec<(usize, Str)>,
    named: OnceCell<Vec<(usize, Str)>>,
}

impl<'a> Countries<'a> {
    pub fn new(mentions: &'a [Mention], tokens: &'a Tokens) -> Self {
        let words = &tokens.words;
        let adjectives =
            (0..words.len()).filter_map(|at| Some((at, demonym_at(words, at)?))).collect();
        Self { mentions, starts: &tokens.starts, adjectives, named: OnceCell::new() }
    }

    /// The country that is named most; of several the one that is named first.
    pub fn dominant(&self) -> Option<Str> {
        let mut votes: Vec<(Str, usize)> = Vec::new();
        let weight = |m: &Mention| if matches!(m.kind, "place" | "state") { 2 } else { 1 };
        let named = self.told().map(|(mention, country)| (country, weight(mention)));
        for (country, weight) in named.chain(self.adjectives.iter().map(|(_, code)| (*code, 1))) {
            match votes.iter_mut().find(|(known, _)| *known == country) {
                Some((_, count)) => *count += weight,
                None => votes.push((country, weight)),
            }
        }
        let most = votes.iter().map(|(_, count)| *count).max()?;
        votes.iter().find(|(_, count)| *count == most).map(|(country, _)| *country)
    }

    /// The mentions that tell a country.
    fn told(&self) -> impl Iterator<Item = (&'a Mention, Str)> {
        let mentions = self.mentions.iter();
        mentions.filter_map(|m| Some((m, m.country.filter(|country| !country.is_empty())?)))
    }

    /// Where each country is named, in order; asked only of signs of several currencies.
    fn named(&self) -> &[(usize, Str)] {
        self.named.get_or_init(|| {
            let told = self.told().map(|(mention, country)| (mention.first, country));
            let all = told.chain(self.adjectives.iter().copied());
            let mut named: Vec<(usize, Str)> =
                all.map(|(at, country)| (self.starts[at], country)).collect();
            named.sort_unstable();
            named
        })
    }

    /// Countries named before a figure and how far, the nearest first, then those after it.
    pub fn around(&self, quantity: &Quantity) -> impl Iterator<Item = (Str, usize)> + '_ {
        let (named, start) = (self.named(), quantity.start);
        let (before, after) = named.split_at(named.partition_point(|&(at, _)| at < start));
        let ordered = before.iter().rev().chain(after);
        ordered.map(move |&(at, country)| (country, at.abs_diff(start)))
    }
}

/// Gives each sentence its cues and mentions.
fn place_words(page: &mut Page, cues: &[Cue]) {
    let sentences = &mut page.sentences;
    let (mut number, mut from) = (0, 0);
    while let Some(first) = cues.get(from).map(|cue| cue.first) {
        number = sentence_from(sentences, number, first);
        let within = sentences[number].first..end_of(sentences, number);
        let many = cues[from..].iter().take_while(|cue| within.contains(&cue.first)).count().max(1);
        sentences[number].cues.extend_from_slice(&cues[from..from + many]);
        from += many;
    }
    let (mut number, mut from) = (0, 0);
    while let Some(first) = page.mentions.get(from).map(|mention| mention.first) {
        number = sentence_from(sentences, number, first);
        let within = sentences[number].first..end_of(sentences, number);
        let rest = &mut page.mentions[from..];
        let many = rest.iter().take_while(|each| within.contains(&each.first)).count().max(1);
        rest[..many].iter_mut().for_each(|mention| mention.sentence = number);
        sentences[number].mentions.extend(from..from + many);
        from += many;
    }
    page.head_places = head_places(page);
    (page.dateline, page.dateline_at) = find_dateline(page);
    page.venues = find_venues(page);
}

/// Gives each sentence its dates and quantities.
fn place_figures(page: &mut Page, dates: Vec<DateMention>, quantities: Vec<Quantity>) {
    page.sums = sums(&quantities.iter().collect::<Vec<_>>());
    for date in dates {
        let first = page.until(date.start);
        if page.dateline_at.contains(&first) {
            continue;
        }
        let last = page.at(date.end).max(first + 1);
        let sentence = sentence_at(&page.sentences, first);
        page.sentences[sentence].dates.push(page.dates.len());
        page.dates.push(PlacedDate { date, first, last });
    }
    page.quantities.reserve_exact(quantities.len());
    for (number, quantity) in quantities.into_iter().enumerate() {
        let first = page.until(quantity.start);
        let last = page.at(quantity.end).max(first + 1);
        let sentence = sentence_at(&page.sentences, first);
        page.sentences[sentence].quantities.push(number);
        let (voices, themes) = (Vec::new(), Vec::new());
        page.quantities.push(PlacedQuantity {
            number,
            quantity,
            first,
            last,
            sentence,
            voices,
            themes,
        });
    }
}
