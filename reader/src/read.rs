//! A text in, its claims out (`grandlivre.claims.read`).

use crate::base::memory;
use crate::base::names::tidy;
use crate::base::wire::Writer;
use crate::base::{text_of, Decimal, FastSet, Str};
use crate::dates::find::find_dates;
use crate::dates::published::find_published;
use crate::decisions::decide::decide;
use crate::documents::language::plain_language;
use crate::documents::passages::split;
use crate::documents::views::{view_of, View};
use crate::figures::around::Scenes;
use crate::figures::draft::{Draft, Reason};
use crate::mentions::assets::with_assets;
use crate::mentions::enumerations::enumerate_mentions;
use crate::mentions::finder::find_mentions;
use crate::mentions::resolve::resolve;
use crate::page::grammar::relations;
use crate::page::layout::{in_story, lay_out, openings, outside_quantities, sentences, Found};
use crate::page::model::Page;
use crate::quantities::find::find_quantities;
use crate::quantities::model::Quantity;
use crate::quantities::screen::may_hold;
use crate::syntax::cues::cue_lexicon;
use crate::text::tokens::{lower_case, tokenize_written};
use crate::text::view::View as Words;

/// What a reading came to.
#[derive(Debug)]
pub enum Reading {
    /// The text holds no figure.
    Nothing,
    /// A few small words do not tell the language: somebody else must.
    WhichLanguage,
    /// The claims, as Python takes them.
    Claims(Vec<u8>),
}

/// Reads a stored text. `published` and `language` are what is known of it besides.
pub fn read(stored: &str, published: Option<&str>, language: Option<&str>) -> Reading {
    let _kept = memory::Reading::open();
    tidy();
    let Some(doubt) = may_hold(stored) else { return Reading::Nothing };
    let mut view = view_of(stored);
    let low = lower_case(&view.text);
    let quantities = find_quantities(&view.text, &low, stored, doubt);
    if quantities.is_empty() {
        return Reading::Nothing;
    }
    let language = match language.or_else(|| plain_language(&view.text)) {
        Some("fr") => "fr",
        Some(_) => "en",
        None => return Reading::WhichLanguage,
    };
    let page = found(&mut view, &low, quantities, published, language);
    let scenes = Scenes::new(&page, Box::new(relations));
    let drafts = decide(&scenes);
    Reading::Claims(written(&page, &view, &drafts))
}

/// Finds everything on a page and lays it out; the page takes the text.
fn found(
    view: &mut View,
    low: &[char],
    quantities: Vec<Quantity>,
    published: Option<&str>,
    language: Str,
) -> Page {
    let text = &view.text;
    let tokens = tokenize_written(text, low, &view.written);
    let sentences = sentences(&tokens, &split(text));
    let starts: Vec<usize> = sentences.iter().map(|sentence| sentence.first).collect();
    let cues = cue_lexicon(language).find(&tokens.words);
    let openings = openings(&tokens, &sentences);
    let spans = (&tokens.starts[..], &tokens.ends[..]);
    let words = Words::new(text, &view.written, spans, &tokens.words);
    let mentions = find_mentions(&words, &cues, &openings, language);
    let mentions = outside_quantities(mentions, &tokens, &quantities);
    let mentions = in_story(mentions, &sentences);
    let mut mentions = with_assets(mentions, &words, &cues, &quantities);
    enumerate_mentions(&mut mentions, &tokens.words);
    let spoken: FastSet<usize> =
        cues.iter().filter(|cue| cue.is_speech()).map(|cue| cue.last).collect();
    let entities = resolve(&mut mentions, &tokens.words, &starts, &spoken);
    let published = published.map(str::to_string).or_else(|| find_published(text));
    let dates = find_dates(text, low, published.as_deref());
    lay_out(Found {
        text: std::mem::take(&mut view.text),
        tokens,
        sentences,
        language,
        published,
        cues,
        mentions,
        entities,
        quantities,
        dates,
    })
}

/// Number of a field among those that reasons are given for.
fn field(name: Str) -> usize {
    match name {
        "investors" => 0,
        "beneficiaries" => 1,
        "projects" => 2,
        "places" => 3,
        "attributed_to" => 4,
        "role" => 5,
        "stage" => 6,
        "purpose" => 7,
        "start" => 8,
        "end" => 9,
        _ => 10, // part_of
    }
}

/// Number of the field ``unit``, of which Python tells where it comes from.
const UNIT: usize = 11;

fn written(page: &Page, view: &View, drafts: &[Draft]) -> Vec<u8> {
    let mut answer = Writer::with_room(64 * drafts.len() + 8, 256 * drafts.len() + 32);
    answer.maybe_text(page.published.as_deref());
    answer.text(page.language);
    answer.size(drafts.len());
    for draft in drafts {
        let quantity = &page.quantities[draft.number].quantity;
        answer.size(quantity.start);
        answer.size(quantity.end);
        answer.size(quantity.measure as usize);
    }
    for draft in drafts {
        write_draft(&mut answer, page, view, draft);
    }
    answer.bytes()
}

fn write_draft(answer: &mut Writer, page: &Page, view: &View, draft: &Draft) {
    let quantity = &page.quantities[draft.number].quantity;
    let (start, end) = view.to_source(quantity.start, quantity.end);
    answer.size(start);
    answer.size(end);
    answer.size(quantity.measure as usize);
    answer.maybe_text(quantity.low.map(Decimal::text).as_deref());
    answer.maybe_text(quantity.high.map(Decimal::text).as_deref());
    answer.text(quantity.unit);
    answer.size(draft.role as usize);
    answer.size(draft.stage as usize);
    answer.size(draft.purpose as usize);
    answer.float(draft.confidence);
    for numbers in
        [&draft.investors, &draft.beneficiaries, &draft.projects, &draft.places, &draft.speakers]
    {
        write_names(answer, page, numbers);
    }
    answer.maybe_text(draft.start.as_deref());
    answer.maybe_text(draft.end.as_deref());
    answer.maybe(draft.whole);
    let is_told = quantity.unit_source == "text";
    answer.size(draft.reasons.len() + usize::from(!is_told));
    for reason in &draft.reasons {
        write_reason(answer, page, view, reason);
    }
    if !is_told {
        answer.size(UNIT);
        answer.text(quantity.unit_source);
        answer.int(-1);
        answer.int(-1);
    }
}

/// The names of some entities, each once.
fn write_names(answer: &mut Writer, page: &Page, numbers: &[usize]) {
    let name = |number: usize| page.entities[number].name.as_str();
    let is_first =
        |at: usize| !numbers[..at].iter().any(|&before| name(before) == name(numbers[at]));
    let names: Vec<&str> =
        (0..numbers.len()).filter(|&at| is_first(at)).map(|at| name(numbers[at])).collect();
    answer.size(names.len());
    names.iter().for_each(|each| answer.text(each));
}

fn write_reason(answer: &mut Writer, page: &Page, view: &View, reason: &Reason) {
    let (name, feature, tokens) = *reason;
    answer.size(field(name));
    answer.text(&text_of(feature));
    match tokens {
        Some((first, last)) => {
            let (from, to) = view.to_source(page.starts[first], page.ends[last - 1]);
            answer.size(from);
            answer.size(to);
        }
        None => {
            answer.int(-1);
            answer.int(-1);
        }
    }
}
