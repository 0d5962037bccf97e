//! The attributions that one sentence holds: "X said", "« … », assure X", "selon X", "X : « … »".
//!
//! A verb of speech has its subject before or after it; a remark ("soupire X") is one only where
//! it frames what is said; a hope ("X expects") is its subject's word where the money is another's.

use std::sync::OnceLock;

use crate::base::lexicon::lexicon;
use crate::base::{Set, Words};
use crate::mentions::model::{Mention, DESCRIPTION, PRONOUN};
use crate::page::model::{Page, Sentence, Voice};
use crate::page::spoken::Told;
use crate::syntax::clauses::{is_oblique, preposition};
use crate::syntax::cues::Cue;

const LONGEST_COMPLEMENT: usize = 7;
const LABEL_REACH: usize = 4;
const CONFIRMING_REACH: usize = 4;

struct Lists {
    articles: Set,
    reports: Set,
    /// Words by which one source says what another said before: then both say it.
    confirming: Set,
    quoting: Set,
    colon: Set,
    /// Words after an office that tell whose it is: "le président de la Région, Jean Valmont".
    complement: Set,
}

fn lists() -> &'static Lists {
    static LISTS: OnceLock<Lists> = OnceLock::new();
    LISTS.get_or_init(|| {
        let of = |name: &str| lexicon().set(&format!("page.attributions.{name}"));
        Lists {
            articles: of("_ARTICLES"),
            reports: of("_REPORTS"),
            confirming: of("_CONFIRMING"),
            quoting: of("_QUOTING"),
            colon: Set::of(&[":"]),
            complement: of("_COMPLEMENT"),
        }
    })
}

/// The attributions of one sentence.
pub fn attributions(page: &Page, sentence: &Sentence) -> Vec<Voice> {
    let cues = speaking(page, sentence);
    let span = sentence.first..sentence.last;
    let colon = page.words.any(span, &lists().colon);
    if cues.is_empty() && !colon {
        return Vec::new();
    }
    let mentions = sentence.mentions.iter().copied();
    let speakers: Vec<usize> = mentions.filter(|&m| may_speak(&page.mentions[m])).collect();
    if speakers.is_empty() {
        return Vec::new();
    }
    let mut found = Vec::new();
    let mut seen: Vec<usize> = Vec::new();
    for cue in cues {
        if seen.contains(&cue.first) {
            continue;
        }
        let told = Told { page, words: &page.words, sentence, cue, speakers: &speakers };
        let voice = if cue.kind == "source" { told.source() } else { told.spoken() };
        if let Some(voice) = voice {
            seen.push(cue.first);
            let head = by_name(page, voice.mention, &speakers);
            found.extend(fellows(page, head, &speakers).map(|mention| Voice { mention, ..voice }));
        }
    }
    if colon && seen.is_empty() {
        found.extend(introduced(page, sentence, &speakers));
    }
    reports(page, sentence, &speakers, &mut found);
    found
}

/// The cues of speech that are not words of a name.
fn speaking<'s>(page: &Page, sentence: &'s Sentence) -> Vec<&'s Cue> {
    let kinds = |cue: &&Cue| matches!(cue.kind, "speech" | "remark" | "hope" | "vow" | "source");
    let mut cues: Vec<&Cue> = sentence.cues.iter().filter(kinds).collect();
    if cues.is_empty() {
        return cues;
    }
    // Tokens of names, as rows: mentions stand in order, but may lie in one another.
    let mut named: Vec<(usize, usize)> = Vec::with_capacity(sentence.mentions.len());
    for &mention in &sentence.mentions {
        let Mention { first, last, .. } = page.mentions[mention];
        match named.last_mut() {
            Some(row) if row.0 <= first && first <= row.1 => row.1 = row.1.max(last),
            _ => named.push((first, last)),
        }
    }
    cues.retain(|cue| !named.iter().any(|&(first, last)| first <= cue.first && cue.first < last));
    cues
}

/// The name that stands beside an office: "rappelle le maire, Jean Valmont".
pub fn by_name(page: &Page, head: usize, speakers: &[usize]) -> usize {
    let (words, office) = (&page.words, &page.mentions[head]);
    if office.kind != "person" || office.form != DESCRIPTION || office.noun == "hidden" {
        return head;
    }
    for &each in speakers {
        let mention = &page.mentions[each];
        if mention.first > office.last && words.is(mention.first - 1, ",") {
            let between = office.last..mention.first - 1;
            let beside = between.is_empty()
                || (words.has(between.start, &lists().complement)
                    && between.len() <= LONGEST_COMPLEMENT
                    && !between.clone().any(|at| words.is(at, ",")));
            return if beside && mention.kind == "person" { each } else { head };
        }
    }
    head
}

/// Who speaks after a colon: "Valmont : trois sites", "Le maire s'emporte : « … »".
fn introduced(page: &Page, sentence: &Sentence, speakers: &[usize]) -> Option<Voice> {
    let words = &page.words;
    for at in (sentence.first + 1..sentence.last.saturating_sub(1)).filter(|&i| words.is(i, ":")) {
        let quoted = words.has(at + 1, &lists().quoting);
        for &each in speakers {
            let mention = &page.mentions[each];
            if mention.last > at || mention.form == PRONOUN {
                break;
            }
            let voice =
                Voice { mention: each, how: "label", at, first: at + 1, last: sentence.last };
            let alone = mention.last == at && mention.first <= sentence.first + LABEL_REACH;
            let named = mention.kind == "person" && mention.form != DESCRIPTION;
            if alone && (quoted || named) {
                return Some(voice);
            }
            let governed = || preposition(words, mention.span.0, sentence.first);
            if quoted && mention.kind == "person" && !is_oblique(governed()) {
                return Some(voice);
            }
        }
    }
    None
}

fn may_speak(mention: &Mention) -> bool {
    mention.entity.is_some()
        && match mention.kind {
            "place" => matches!(mention.noun, "country" | "metonym"),
            kind => matches!(kind, "party" | "state" | "person" | "media" | "pronoun"),
        }
}

/// The members of the enumeration that a speaker is in, itself included.
fn fellows<'s>(
    page: &'s Page,
    head: usize,
    speakers: &'s [usize],
) -> impl Iterator<Item = usize> + 's {
    let mention = &page.mentions[head];
    let alone = mention.span == (mention.first, mention.last);
    let all: &[usize] = if alone { &[] } else { speakers };
    let members = move |&each: &usize| each == head || page.mentions[each].span == mention.span;
    alone.then_some(head).into_iter().chain(all.iter().copied().filter(members))
}

/// The part of a sentence between semicolons that a token stands in.
pub fn part_of_sentence(words: &Words, sentence: &Sentence, at: usize) -> (usize, usize) {
    let (mut first, mut last) = (at, at);
    while first > sentence.first && !words.is(first - 1, ";") {
        first -= 1;
    }
    while last < sentence.last && !words.is(last, ";") {
        last += 1;
    }
    (first, last)
}

/// Whose report is told of: "confirming a report in X", "une information de X".
fn reports(page: &Page, sentence: &Sentence, speakers: &[usize], found: &mut Vec<Voice>) {
    let (words, known, floor) = (&page.words, lists(), sentence.first);
    for &mention in speakers {
        if page.mentions[mention].kind != "media" {
            continue;
        }
        let mut at = page.mentions[mention].first.saturating_sub(1);
        while at > floor && words.has(at, &known.articles) {
            at -= 1;
        }
        if at > floor && words.has(at - 1, &known.reports) {
            let before = at.saturating_sub(CONFIRMING_REACH).max(floor)..at;
            let how = if words.any(before, &known.confirming) { "report" } else { "source" };
            found.push(Voice { mention, how, at, first: floor, last: sentence.last });
        }
    }
}
