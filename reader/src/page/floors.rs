//! Who has the floor: the speakers of a transcript, and the one whom an interview questions.
//!
//! "Mme Jeanne Valmont, EDF. – Nous suivons vingt projets." gives its speaker all of its
//! paragraph, and "Questions à Jeanne Valmont" all the answers that follow.

use std::sync::OnceLock;

use crate::base::lexicon::lexicon;
use crate::base::{chars, FastMap, Set};
use crate::claim::PassageKind;
use crate::mentions::model::NAME;
use crate::page::model::{Page, Sentence};

const LONGEST_LABEL: usize = 12;
const HEAD: usize = 6;
const REACH: usize = 6;

struct Lists {
    dashes: Set,
    interviews: Vec<Vec<String>>,
    titles: Set,
}

fn lists() -> &'static Lists {
    static LISTS: OnceLock<Lists> = OnceLock::new();
    LISTS.get_or_init(|| {
        let phrases = lexicon().get("page.floors._INTERVIEWS").items();
        Lists {
            dashes: lexicon().set("page.floors._DASHES"),
            interviews: phrases.iter().map(|phrase| phrase.texts()).collect(),
            titles: lexicon().set("page.floors._TITLES"),
        }
    })
}

/// By number of a sentence, the mention of the one who speaks it.
pub fn floors(page: &Page) -> FastMap<usize, usize> {
    let mut found = interview(page);
    transcript(page, &mut found);
    found
}

/// The answers of an interview that the head of the page tells of.
fn interview(page: &Page) -> FastMap<usize, usize> {
    let heads = page.sentences.iter().take(HEAD);
    let Some((number, guest)) = heads.enumerate().find_map(|(i, s)| Some((i, guest(page, s)?)))
    else {
        return FastMap::default();
    };
    let answers = page.sentences[number + 1..].iter().filter(|later| {
        let asks = later.last > 0 && page.words.is(later.last - 1, "?");
        later.kind == PassageKind::Sentence && !asks
    });
    answers.map(|later| (later.number, guest)).collect()
}

fn guest(page: &Page, sentence: &Sentence) -> Option<usize> {
    sentence.mentions.iter().copied().find(|&number| {
        let mention = &page.mentions[number];
        if mention.kind != "person" || mention.form != NAME || mention.entity.is_none() {
            return false;
        }
        let before = sentence.first.max(mention.first.saturating_sub(REACH))..mention.first;
        lists().interviews.iter().any(|phrase| {
            before.clone().any(|at| {
                at + phrase.len() <= before.end
                    && phrase.iter().enumerate().all(|(i, word)| page.words.is(at + i, word))
            })
        })
    })
}

/// Paragraphs that open with who speaks: "M. Valmont. – …", "Mme la rapporteure. – …".
fn transcript(page: &Page, found: &mut FastMap<usize, usize>) {
    // The words of each label so far, with whom it names.
    let mut labels: Vec<(Vec<&str>, usize)> = Vec::new();
    let mut speaker: Option<usize> = None;
    let mut section = -1;
    for pair in page.sentences.windows(2) {
        let (sentence, after) = (&pair[0], &pair[1]);
        if sentence.section == section {
            if let Some(speaker) = speaker.filter(|_| after.section == section) {
                found.insert(after.number, speaker);
            }
            continue;
        }
        section = sentence.section;
        speaker = None;
        let led = after.section == section && page.words.has(after.first, &lists().dashes);
        if !led || sentence.last - sentence.first > LONGEST_LABEL {
            continue;
        }
        let words =
            (sentence.first..sentence.last).filter(|&i| !page.words.has(i, &lists().titles));
        let told: Vec<&str> = words.map(|i| page.words.get(i)).collect();
        speaker = labelled(page, sentence, &told, &labels);
        if let Some(speaker) = speaker {
            labels.push((told, speaker));
            found.insert(after.number, speaker);
        }
    }
}

/// Whom a label names, or an earlier one that bears the same office.
fn labelled(
    page: &Page,
    sentence: &Sentence,
    told: &[&str],
    labels: &[(Vec<&str>, usize)],
) -> Option<usize> {
    let named = sentence.mentions.iter().copied().find(|&number| {
        let mention = &page.mentions[number];
        mention.kind == "person" && mention.form == NAME && mention.entity.is_some()
    });
    if named.is_some() {
        return named;
    }
    let office: Vec<&str> = told.iter().copied().filter(|word| chars::isalpha(word)).collect();
    if office.is_empty() {
        return None;
    }
    let bears = |label: &Vec<&str>| office.iter().all(|word| label.contains(word));
    labels.iter().rev().find(|(label, _)| bears(label)).map(|(_, who)| *who)
}
