//! Where sentences end: a full stop, a cry or a question, and what is none of them.

use std::sync::OnceLock;

use crate::base::chars;
use crate::base::chars::is_digit;
use crate::base::lexicon::lexicon;
use crate::base::FastSet;
use crate::pattern::classes::is_space;
use crate::pattern::Pattern;

struct Lists {
    stop: Pattern,
    cry: Pattern,
    glued: Pattern,
    word: Pattern,
    titles: FastSet<String>,
    shortened: FastSet<String>,
    first_words: FastSet<String>,
    /// For each letter of ASCII a bit for each length of those titles and shortened words that
    /// begin with it.
    sizes: [u16; 128],
}

fn lists() -> &'static Lists {
    static LISTS: OnceLock<Lists> = OnceLock::new();
    LISTS.get_or_init(|| {
        let of = |name: &str| Pattern::of(&format!("documents.passages.{name}"));
        let set = |name: &str| -> FastSet<String> {
            lexicon().list(&format!("documents.passages.{name}")).into_iter().collect()
        };
        let (titles, shortened) = (set("_TITLES"), set("_SHORTENED"));
        let mut sizes = [0; 128];
        for word in titles.iter().chain(&shortened) {
            if let Some(sizes) = word.chars().next().and_then(|c| sizes.get_mut(c as usize)) {
                *sizes |= 1 << word.chars().count().min(15);
            }
        }
        Lists {
            stop: of("_STOP"),
            cry: of("_CRY"),
            glued: of("_GLUED"),
            word: of("_WORD"),
            titles,
            shortened,
            first_words: set("_FIRST_WORDS"),
            sizes,
        }
    })
}

/// Where sentences end, and where the next begins; `stops` are the signs that may end them.
pub(super) fn breaks(text: &[char], stops: &[usize]) -> Vec<(usize, usize)> {
    let known = lists();
    let mut found = Vec::with_capacity(stops.len());
    // Up to where the text was taken by what began with each sign.
    let mut past = [0; 4];
    for &at in stops {
        let past = match text[at] {
            '.' => {
                found.extend(glued(text, at));
                &mut past[0]
            }
            '?' => &mut past[1],
            '!' => &mut past[2],
            _ => &mut past[3],
        };
        if at < *past {
            continue;
        }
        if text[at] == '.' {
            let Some(following) = after_stop(text, at) else { continue };
            *past = following;
            if ends_sentence(text, at, following) {
                let told = text[..following - 1].iter().rposition(|&c| !is_space(c));
                found.push((told.map_or(0, |last| last + 1), following));
            }
        } else if let Some(end) = known.cry.match_end(text, at) {
            *past = end;
            let told = text[at..end].iter().rposition(|&c| !is_space(c));
            found.push((at + told.map_or(0, |last| last + 1), end));
        }
    }
    found.sort_unstable();
    found
}

/// Where the next sentence begins after a full stop, should one end there.
fn after_stop(text: &[char], stop: usize) -> Option<usize> {
    let after = &text[stop + 1..];
    match after.first() {
        // Nothing ends within a word or a number.
        Some(c) if c.is_ascii_alphanumeric() => return None,
        // Most end with blanks and a capital.
        Some(&c) if is_space(c) => {
            let blanks = after.iter().position(|&c| !is_space(c))?;
            if after[blanks].is_ascii_uppercase() {
                return Some(stop + 1 + blanks);
            }
        }
        _ => {}
    }
    lists().stop.match_end(text, stop)
}

/// Where a sentence begins right after a full stop, without a blank.
fn glued(text: &[char], stop: usize) -> Option<(usize, usize)> {
    let known = lists();
    if text.get(stop + 1).map_or(true, |c| c.is_ascii() && !c.is_ascii_uppercase()) {
        return None;
    }
    let following = known.glued.match_end(text, stop)?;
    let (from, to) = known.word.match_at(text, following)?.group(1)?;
    let word: String = text[from..to].iter().flat_map(|c| c.to_lowercase()).collect();
    known.first_words.contains(&word).then_some((following, following))
}

/// True where the full stop at `stop` ends a sentence, not an abbreviation.
fn ends_sentence(text: &[char], stop: usize, following: usize) -> bool {
    let known = lists();
    if stop > 8 && !text[stop - 8..stop].iter().any(|c| matches!(c, ' ' | '\n')) {
        return true; // longer than any abbreviation
    }
    let before = &text[stop.saturating_sub(9)..stop];
    let word = before.rsplit(|&c| is_space(c)).find(|word| !word.is_empty());
    let Some(mut word) = word else { return true };
    while let [first, rest @ ..] = word {
        if !matches!(first, '(' | '"' | '«' | '[') {
            break;
        }
        word = rest;
    }
    if let Some(at) = word.iter().rposition(|&c| c == '\'') {
        word = &word[at + 1..];
    }
    let lowered: String = match may_be_shortened(word) {
        true => word.iter().flat_map(|c| c.to_lowercase()).collect(),
        false => String::new(),
    };
    if known.titles.contains(&lowered) {
        return false;
    }
    if !known.shortened.contains(&lowered) {
        let initial = matches!(word, [one] if chars::is_upper(*one));
        let dotted = word.contains(&'.') && !word.iter().any(|&c| is_digit(c));
        if !initial && !dotted {
            return true;
        }
    }
    let next = known.word.match_at(text, following).and_then(|found| found.group(1));
    let Some((from, to)) = next else {
        return !text.get(following).is_some_and(|&c| is_digit(c));
    };
    let next: String = text[from..to].iter().flat_map(|c| c.to_lowercase()).collect();
    known.first_words.contains(&next) && chars::is_upper(text[from])
}

/// False for most words that are no title and nothing shortened.
fn may_be_shortened(word: &[char]) -> bool {
    // A letter beyond Latin-1 may become two.
    let is_plain = word.iter().all(|&c| c <= 'ÿ');
    let size = |c: &char| lists().sizes.get(c.to_ascii_lowercase() as usize);
    match word.first().and_then(size) {
        Some(sizes) if is_plain => sizes >> word.len().min(15) & 1 == 1,
        _ => true,
    }
}
