//! Tense and mood of the verbs around a quantity, as features.

use std::sync::OnceLock;

use crate::base::lexicon::{keep, lexicon};
use crate::base::{FastMap, Known, Name, Set, Str};
use crate::figures::around::{Side, Surroundings};
use crate::page::model::Page;
use crate::{feature, memo};

/// Words before and after the quantity among which verbs are looked at.
const VERBS_BEFORE: usize = 14;
const VERBS_AFTER: usize = 10;
const PERFECT: Str = "perfect";
/// A French auxiliary, where a past participle follows.
const MAYBE_PERFECT: Str = "perfect?";

struct Lists {
    auxiliaries: Set,
    modals: Set,
    /// Their first three letters.
    modal_forms: FastMap<String, Str>,
    english: Set,
    english_forms: FastMap<String, Str>,
}

fn lists() -> &'static Lists {
    static LISTS: OnceLock<Lists> = OnceLock::new();
    LISTS.get_or_init(|| {
        let of = |name: &str| lexicon().set(&format!("decisions.features.{name}"));
        let modals = lexicon().list("decisions.features._MODALS").into_iter();
        Lists {
            auxiliaries: of("_AUXILIARIES"),
            modals: of("_MODALS"),
            modal_forms: modals
                .map(|word| (word.clone(), keep(word.get(..3).unwrap_or(&word))))
                .collect(),
            english: of("_ENGLISH"),
            english_forms: lexicon().map("decisions.features._ENGLISH"),
        }
    })
}

/// Tense and mood of the verbs nearby, as far as their endings tell.
pub(super) fn verb_forms(page: &Page, around: &Surroundings, found: &mut Vec<Name>) {
    let (sentence, placed) = (around.sentence(page), around.placed(page));
    let is_french = page.language == "fr";
    let first = sentence.first.max(placed.first.saturating_sub(VERBS_BEFORE));
    let last = sentence.last.min(placed.last + VERBS_AFTER);
    for i in first..last {
        let form = if is_french { french(page, i) } else { english(page, i) };
        let Some(form) = form else { continue };
        let side = if i < placed.first { Side::Left } else { Side::Right };
        if form != MAYBE_PERFECT {
            found.push(verb_name(form, side));
        } else if i + 1 < last {
            let follows = |at: usize| {
                let end = page.words.get(at).chars().next_back();
                end.map_or(true, |letter| matches!(letter, 'é' | 'i' | 's' | 't' | 'u'))
            };
            if follows(i + 1) || follows((i + 2).min(last - 1)) {
                found.push(verb_name(PERFECT, side));
            }
        }
    }
}

fn english(page: &Page, at: usize) -> Option<Str> {
    if !page.words.has(at, &lists().english) {
        return None;
    }
    lists().english_forms.get(page.words.get(at)).copied()
}

fn verb_name(form: Str, side: Side) -> Name {
    memo!((Known, Side) => Name, (Known(form), side), feature!("{form}:{side}"))
}

fn french(page: &Page, at: usize) -> Option<Str> {
    let (words, known) = (&page.words, lists());
    if words.has(at, &known.auxiliaries) {
        return Some(MAYBE_PERFECT);
    }
    let word = words.get(at);
    if words.has(at, &known.modals) {
        return known.modal_forms.get(word).copied();
    }
    if !matches!(word.as_bytes().last(), Some(b't' | b'a')) {
        return None; // as none of the endings below ends
    }
    let ends = |one: &str, many: &str| word.ends_with(one) || word.ends_with(many);
    let is_longer = |than: usize| word.chars().count() > than;
    if ends("rait", "raient") && is_longer(5) {
        Some("conditional")
    } else if ends("ra", "ront") && is_longer(4) {
        Some("future")
    } else if ends("ait", "aient") && is_longer(5) {
        Some("imperfect")
    } else {
        None
    }
}
