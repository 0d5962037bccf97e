//! Page furniture in French and English: what stands on a page and is not of its story.

use std::sync::OnceLock;

use crate::base::chars;
use crate::base::lexicon::lexicon;
use crate::base::{FastMap, FastSet};
use crate::pattern::classes::{is_space, is_word};
use crate::pattern::Pattern;

macro_rules! patterns {
    ($($field:ident = $name:literal),+ $(,)?) => {
        struct Lists {
            $($field: Pattern,)+
            /// Phrases by their first four letters, and whether each must stand alone.
            phrases: FastMap<String, Vec<(Vec<char>, bool)>>,
            /// Those four letters in one number, where they are of ASCII.
            openings: FastSet<u32>,
            related: Vec<Vec<char>>,
        }

        fn lists() -> &'static Lists {
            static LISTS: OnceLock<Lists> = OnceLock::new();
            LISTS.get_or_init(|| Lists {
                $($field: Pattern::of(concat!("documents.furniture.", $name)),)+
                phrases: phrases(),
                openings: phrases().keys().filter_map(|key| opening(key.chars())).collect(),
                related: lexicon()
                    .list("documents.furniture._RELATED")
                    .iter()
                    .map(|each| each.chars().collect())
                    .collect(),
            })
        }
    };
}

patterns! {
    decoration = "_DECORATION", trial = "_TRIAL", button_ends = "_BUTTON_ENDS",
    label_end = "_LABEL_END", counted = "_COUNTED", consent = "_CONSENT", money = "_MONEY",
    credit = "_CREDIT", rights = "_RIGHTS", date = "_DATE", month_alone = "_MONTH_ALONE",
    bars = "_BARS", by = "_BY", date_words = "_DATE_WORDS",
}

fn phrases() -> FastMap<String, Vec<(Vec<char>, bool)>> {
    let rows = lexicon().get("documents.furniture._PHRASES").rows();
    let phrase = |each: &crate::base::lexicon::Value| {
        let (phrase, alone) = (&each.items()[0], &each.items()[1]);
        (phrase.text().chars().collect(), alone.int() != 0)
    };
    rows.iter()
        .map(|(key, listed)| (key.text().to_string(), listed.items().iter().map(phrase).collect()))
        .collect()
}

/// The first four letters of a line in one number; None where one is not of ASCII.
fn opening(line: impl Iterator<Item = char>) -> Option<u32> {
    line.take(4).try_fold(0, |all, c| {
        c.is_ascii().then(|| all << 8 | u32::from(c.to_ascii_lowercase() as u8))
    })
}

/// A text without the blanks around it.
pub fn stripped(text: &[char]) -> &[char] {
    let Some(from) = text.iter().position(|&c| !is_space(c)) else { return &[] };
    let to = text.iter().rposition(|&c| !is_space(c)).map_or(from, |last| last + 1);
    &text[from..to]
}

fn small(text: &[char]) -> Vec<char> {
    text.iter().flat_map(|c| c.to_lowercase()).collect()
}

/// True where a text holds a phrase.
pub fn holds(text: &[char], phrase: &str) -> bool {
    let mut rest = phrase.chars();
    let Some(first) = rest.next() else { return true };
    let goes_on = |after: &[char]| {
        let mut after = after.iter();
        rest.clone().all(|c| after.next() == Some(&c))
    };
    text.iter().enumerate().any(|(at, &c)| c == first && goes_on(&text[at + 1..]))
}

/// True where a line of a page is none of its story.
pub fn is_furniture(line: &[char]) -> bool {
    opens_as_furniture(line) || asks_consent(line) || reserves_rights(line)
}

/// True where a line begins as page furniture does: the quick part of `is_furniture`.
pub fn opens_as_furniture(line: &[char]) -> bool {
    let known = lists();
    let mut line = line;
    let first = line.first().copied();
    if first.is_some_and(chars::is_alpha) {
        if is_phrase(line) {
            return true;
        }
    } else {
        if first.is_some_and(|c| c != '[' && c != '×') {
            if let Some(end) = known.decoration.match_end(line, 0) {
                line = &line[end..];
            }
        }
        if is_phrase(line) {
            return true;
        }
        let digit = line.first().is_some_and(|&c| chars::is_digit(c));
        if digit && line.len() < 60 && known.counted.match_end(line, 0).is_some() {
            return true;
        }
    }
    if line.len() < 140
        && (holds(line, "mois") || holds(line, "month"))
        && known.trial.is_found(line, 0)
    {
        return true;
    }
    line.len() < 160 && line.iter().any(|c| matches!(c, '|' | '·' | '[')) && is_row(line)
}

/// True for a row of buttons: ``[Share] [Save] [Listen to this article]``.
fn is_row(line: &[char]) -> bool {
    let known = lists();
    if line[0] == '[' && line[line.len() - 1] == ']' && !known.money.is_found(line, 0) {
        return true;
    }
    let parts: Vec<&[char]> =
        parted(line).into_iter().map(stripped).filter(|part| !part.is_empty()).collect();
    let is_known = |part: &&&[char]| is_phrase(part) || known.counted.match_end(part, 0).is_some();
    let several = parts.iter().filter(is_known).count();
    several > 0 && 2 * several >= parts.len() && !sells(&parts)
}

/// A line, parted at what ends its buttons.
fn parted(line: &[char]) -> Vec<&[char]> {
    let mut parts = Vec::new();
    let mut at = 0;
    for found in lists().button_ends.find_all(line) {
        parts.push(&line[at..found.start()]);
        at = found.end();
    }
    parts.push(&line[at..]);
    parts
}

/// True where a part of a line speaks of money and is not the price of a subscription.
fn sells(parts: &[&[char]]) -> bool {
    parts.iter().any(|part| lists().money.is_found(part, 0) && !is_phrase(stripped(part)))
}

/// True for the line above a list of other stories: ``Sur le même sujet``.
pub fn leads_to_others(line: &[char]) -> bool {
    if line.len() >= 60 {
        return false;
    }
    let low = small(line);
    let from = low.iter().position(|c| !matches!(c, '[' | '>' | '•' | ' ')).unwrap_or(low.len());
    lists().related.iter().any(|each| low[from..].starts_with(each))
}

/// True for a banner that asks leave to store cookies, not for a story about one.
pub fn asks_consent(line: &[char]) -> bool {
    line.len() < 600
        && ["ookie", "racker", "raceur"].iter().any(|each| holds(line, each))
        && lists().consent.is_found(line, 0)
        && !lists().money.is_found(line, 0)
}

/// True for the line that reserves rights: ``© 2025. All rights reserved.``
pub fn reserves_rights(line: &[char]) -> bool {
    line.len() < 300
        && (line.contains(&'©') || holds(line, "ights"))
        && lists().rights.is_found(line, 0)
}

/// True for a caption that ends with who took the picture: "Lens, in May (AFP / Ana Ruiz)".
pub fn is_caption(line: &[char]) -> bool {
    line.last() == Some(&')') && line.len() < 400 && lists().credit.is_found(line, 0)
}

/// True where a line begins with a phrase of page furniture.
fn is_phrase(line: &[char]) -> bool {
    let known = lists();
    if opening(line.iter().copied()).is_some_and(|letters| !known.openings.contains(&letters)) {
        return false;
    }
    let key: String = line.iter().take(4).flat_map(|c| c.to_lowercase()).collect();
    let Some(phrases) = known.phrases.get(&key) else { return false };
    if line.len() > 400 {
        return false;
    }
    let low = small(&line[..line.len().min(48)]);
    phrases.iter().any(|(phrase, alone)| {
        if !low.starts_with(phrase) {
            return false;
        }
        let size = phrase.len();
        if *alone {
            return line.len() < 60 && known.label_end.match_end(line, size).is_some();
        }
        let goes_on = line.get(size).is_some_and(|&c| chars::is_alnum(c));
        !goes_on || !phrase.last().is_some_and(|&c| chars::is_alnum(c))
    })
}

/// True for a line that only says when, where and by whom a page was published.
///
/// `bare` asks for a date and nothing else: a first line that says more is a title.
pub fn is_dateline(line: &[char], bare: bool) -> bool {
    let known = lists();
    if line.len() > 110 || !(holds(line, "20") || holds(line, "19")) {
        return false;
    }
    let found = known.date.search(line, 0).or_else(|| known.month_alone.search(line, 0));
    let Some(date) = found else { return false };
    if known.money.is_found(line, 0) && sells(&parted(line)) {
        return false;
    }
    // The part of the line, between bars or full stops, that the date stands in.
    let start = known.bars.find_all(&line[..date.start()]).last().map_or(0, |bar| bar.end());
    let end = known.bars.search(line, date.end()).map_or(line.len(), |bar| bar.start());
    let mut near = line[start.min(date.start())..date.start()].to_vec();
    near.push('|');
    near.extend(&line[date.end()..end.max(date.end())]);
    let mut told = Vec::new();
    let mut at = 0;
    for found in known.date_words.find_all(&near) {
        told.extend(&near[at..found.start()]);
        told.push(' ');
        at = found.end();
    }
    told.extend(&near[at..]);
    let beside = told.split(|&c| is_space(c)).filter(|word| !word.is_empty()).count();
    let words = |text: &[char]| {
        let starts = |at: usize| is_word(text[at]) && (at == 0 || !is_word(text[at - 1]));
        (0..text.len()).filter(|&at| starts(at)).count()
    };
    let apart = words(&line[..start]) + words(&line[end..]);
    let by = start <= end && known.by.match_end(&line[start..end], 0).is_some();
    if bare {
        return apart == 0 && (beside == 0 || (by && beside <= 2));
    }
    apart <= 9 && beside <= if by { 4 } else { 1 }
}
