//! Places that stand for more than their sentence: a dispatch's dateline, the head of a section.

use std::ops::Range;

use crate::base::chars;
use crate::claim::PassageKind;
use crate::mentions::model::Mention;
use crate::page::model::{Page, Sentence};

const FIRST_SENTENCES: usize = 4;
/// Words after a place at the head of a heading that is about that place.
const SHORT_HEADING: usize = 6;
/// Words from a dateline's place to the dash: the day, and the agency's name.
const LONGEST: usize = 12;

/// For each sentence the place that heads its section: "MUNICH. Deutsche Telekom...".
pub fn head_places(page: &Page) -> Vec<Option<usize>> {
    let mut heads = Vec::with_capacity(page.sentences.len());
    let mut found = None;
    for sentence in &page.sentences {
        let heading = matches!(sentence.kind, PassageKind::Heading | PassageKind::Title);
        match opening(page, sentence) {
            None => {
                if heading && sentence.number > 0 {
                    found = None;
                }
            }
            Some(head) => {
                let short = heading && sentence.last <= head.last + SHORT_HEADING;
                if short || (matches!(after(page, head), "." | ":") && is_loud(page, head)) {
                    found = head.entity;
                }
            }
        }
        heads.push(found);
    }
    heads
}

/// The place that a dispatch was sent from, and the tokens from there to the dash.
///
/// "PARIS, Feb 9 -": nothing begins or ends on that day, but the telling.
pub fn find_dateline(page: &Page) -> (Option<usize>, Range<usize>) {
    for sentence in page.sentences.iter().take(FIRST_SENTENCES) {
        let Some(mention) = opening(page, sentence) else { continue };
        let closed = matches!(after(page, mention), "," | "(" | "|" | "–" | "-" | "—");
        if closed && is_loud(page, mention) {
            let mut reach = page.words.span(mention.last..mention.last + LONGEST);
            let dash = reach.position(|word| matches!(word, "–" | "-" | "—")).unwrap_or(0);
            return (mention.entity, mention.first..mention.last + dash);
        }
    }
    (None, 0..0)
}

/// The place that a sentence opens with, only marks before it.
fn opening<'p>(page: &'p Page, sentence: &Sentence) -> Option<&'p Mention> {
    let mention = &page.mentions[*sentence.mentions.first()?];
    let mut before = page.words.span(sentence.first..mention.first);
    let opens = mention.kind == "place" && !before.any(|word| chars::is_alnum(chars::first(word)));
    opens.then_some(mention)
}

fn after<'p>(page: &'p Page, mention: &Mention) -> &'p str {
    page.words.get(mention.last)
}

/// True where it is written in capitals.
fn is_loud(page: &Page, mention: &Mention) -> bool {
    let last = mention.last.checked_sub(1).and_then(|at| page.ends.get(at)).copied();
    let span = page.starts.get(mention.first).copied().unwrap_or(0)..last.unwrap_or(0);
    page.text.get(span).is_some_and(|name| chars::isupper(&name.iter().collect::<String>()))
}
