//! Hedges around an amount, and what makes it a price: "plus de", "or more", "par mois".

use std::sync::OnceLock;

use super::forms::{is_alnum, Bound};
use super::numerals::written;
use super::window::{Amount, Window};
use crate::base::lexicon::lexicon;
use crate::base::FastSet;
use crate::pattern::{Match, Pattern};

const BEHIND: usize = 56;
/// What a hedge before a number may end in.
pub const BESIDE: &str = " '~≈<>≥≤.+";

struct Lists {
    coming: Pattern,
    turning: Pattern,
    adding: Pattern,
    no_longer: Pattern,
    became: Pattern,
    denial: Pattern,
    following: Pattern,
    starts: FastSet<String>,
    adverbs: FastSet<String>,
}

fn lists() -> &'static Lists {
    static LISTS: OnceLock<Lists> = OnceLock::new();
    LISTS.get_or_init(|| {
        let of = |name: &str| Pattern::of(&format!("quantities.hedges.{name}"));
        let words = |name: &str| lexicon().get(name).texts().into_iter().collect();
        Lists {
            coming: of("_COMING"),
            turning: of("_TURNING"),
            adding: of("_ADDING"),
            no_longer: of("_NO_LONGER"),
            became: of("_BECAME"),
            denial: of("_DENIAL"),
            following: Pattern::of("hedges.following"),
            starts: words("hedges.starts"),
            adverbs: words("quantities.hedges.ADVERBS"),
        }
    })
}

/// The bound that the words before a place set, and where those words start.
///
/// No word before `floor`, where the last quantity ended, is looked at.
pub fn hedges_before(window: &Window, start: usize, floor: usize) -> (Option<Bound>, usize) {
    if start == 0 || !BESIDE.contains(window.raw[start - 1]) {
        return (None, start);
    }
    let (known, forms) = (lists(), window.forms);
    let from = floor.max(start.saturating_sub(BEHIND)).min(start);
    let before = &window.low[from..start];
    let reversed = |span: &[char]| span.iter().rev().copied().collect::<Vec<char>>();
    if before.last() == Some(&' ') {
        let words = &before[..before.len() - 1];
        let at = words.iter().rposition(|&c| c == ' ').map_or(0, |space| space + 1);
        let word = written(words, at, words.len());
        if known.adverbs.contains(&*word) {
            return (bound_by_verb(window, &reversed(&before[..at])), start);
        }
        if !forms.hedge_ends.contains(&*word) {
            let plain = !word.is_empty() && word.chars().all(is_alnum);
            if plain || !forms.hedge_ends.contains(detached(&word)) {
                return (None, start);
            }
        }
    }
    let back = reversed(before);
    let (mut at, mut bound) = (0, None);
    while let Some(found) = forms.hedge_back.match_at(&back, at) {
        let Some((phrase, mine)) = hedge(window, &back, &found) else { break };
        let further = floor.max(start.saturating_sub(96)).min(start);
        if is_other_phrase(&phrase, &back, found.end(), &window.low[further..start]) {
            break;
        }
        if forms.outside.contains(&phrase) {
            let became = known.became.match_end(&back, found.end()).is_some();
            if bound.is_none() && mine != Bound::Exact && !became {
                bound = Some(mine);
            }
            break;
        }
        if matches!(bound, None | Some(Bound::Exact)) {
            bound = Some(mine);
        }
        at = found.end();
    }
    (bound, start - at)
}

/// A hedge found in a text turned around, and what it makes of a figure.
fn hedge(window: &Window, back: &[char], found: &Match) -> Option<(String, Bound)> {
    let (from, to) = found.group(1)?;
    let phrase: String = back[from..to].iter().rev().collect();
    let bound = *window.forms.hedges.get(&phrase)?;
    Some((phrase, bound))
}

/// What follows the last mark that may precede a hedge without a space: an opening one, a line's
/// end, an elided "d'".
fn detached(word: &str) -> &str {
    match word.rfind(['\n', '\'', '(', '[', '«', '"', '–', '-']) {
        Some(at) => word[at..].chars().next().map_or(word, |mark| &word[at + mark.len_utf8()..]),
        None => word,
    }
}

/// The bound that a verb sets before an adverb: "dépasse ainsi", in a text turned around.
fn bound_by_verb(window: &Window, back: &[char]) -> Option<Bound> {
    let found = window.forms.hedge_back.match_at(back, 0)?;
    let (phrase, bound) = hedge(window, back, &found)?;
    window.forms.outside.contains(&phrase).then_some(bound)
}

/// True where the words of a hedge belong to what stands before them: "turn over", "en plus".
///
/// `back` is the text before the number, turned around, of which `end` characters were read.
fn is_other_phrase(phrase: &str, back: &[char], end: usize, before: &[char]) -> bool {
    let known = lists();
    match phrase {
        "close to" => known.coming.match_end(back, end).is_some(),
        "over" => known.turning.match_end(back, end).is_some(),
        _ if phrase.starts_with("plus d") => {
            if known.adding.match_end(back, end).is_some() {
                return true;
            }
            // In Python a negative end of a slice counts from its end.
            let until = match before.len().checked_sub(end) {
                Some(until) => until,
                None => (2 * before.len()).saturating_sub(end),
            };
            known.no_longer.is_found(&before[..until], 0)
        }
        _ => false,
    }
}

/// True for "ni un mégawatt", "not a megawatt": there is none.
pub fn is_denied(low: &[char], start: usize) -> bool {
    lists().denial.is_found(&low[..start], start.saturating_sub(5))
}

/// The bound that the words after an amount set, where they end, and whether it is a price.
pub fn hedge_after(window: &Window, amount: &Amount) -> (Option<Bound>, usize, bool) {
    let (known, end) = (lists(), amount.end);
    if amount.numeral.plus {
        return (Some(Bound::Low), end, false);
    }
    if window.raw.get(end) == Some(&'+') {
        return (Some(Bound::Low), end + 1, false);
    }
    let low = &window.low;
    let start = written(low, end.min(low.len()), low.len().min(end + 3));
    if !known.starts.contains(&*start) {
        return (None, end, false);
    }
    let Some(found) = known.following.match_at(low, end) else {
        return (None, end, false);
    };
    if found.group(2).is_some() {
        return (None, end, true);
    }
    let phrase = found.group(1).map(|(from, to)| written(low, from, to)).unwrap_or_default();
    (window.forms.after.get(&*phrase).copied(), found.end(), false)
}
