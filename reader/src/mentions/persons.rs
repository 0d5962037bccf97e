//! Persons: by a first name, by a title before the name, by an office told after it.

use std::sync::OnceLock;

use crate::base::chars;
use crate::base::lexicon::lexicon;
use crate::base::{FastMap, Set, Words};
use crate::reference::names::name_words;
use crate::syntax::cues::CuesAt;
use crate::text::tokens::split_words;

/// Words after a name's comma within which a title tells an office: ", the chief executive".
const OFFICE_REACH: usize = 4;
const LONGEST_TAG: usize = 4;

/// Titles by their first word, the longest first.
type Titles = FastMap<u32, Vec<Vec<u32>>>;

/// First words of titles, and the titles.
fn titles() -> &'static (Set, Titles) {
    static TITLES: OnceLock<(Set, Titles)> = OnceLock::new();
    TITLES.get_or_init(|| {
        let mut found = Titles::default();
        for title in &name_words().titles {
            // What follows a title decides whether its dot belongs to it.
            let mut words = split_words(&format!("{title} x"));
            words.pop();
            let numbered: Option<Vec<u32>> = words.iter().map(|w| lexicon().word(w)).collect();
            if let Some(words) = numbered.filter(|each| !each.is_empty()) {
                found.entry(words[0]).or_default().push(words);
            }
        }
        for entries in found.values_mut() {
            entries.sort_by_key(|each| std::cmp::Reverse(each.len()));
        }
        (Set::of_ids(found.keys().copied()), found)
    })
}

/// Where the title ends that begins at a word; the word itself where none does.
pub fn title_end(words: &Words, i: usize) -> usize {
    let (openers, titles) = titles();
    if !openers.has_id(words.id(i)) {
        return i;
    }
    let Some(phrases) = titles.get(&words.id(i)) else { return i };
    for phrase in phrases {
        let end = i + phrase.len();
        if words.ids(i..end) == Some(phrase.as_slice()) {
            let dotted = words.is(end, ".") && words.get(end - 1).chars().count() <= 3;
            return end + usize::from(dotted);
        }
    }
    i
}

/// True for "PS" in "la sénatrice PS Lise Aumont".
pub fn is_party_tag(surface: &str, after: &str) -> bool {
    chars::isupper(surface)
        && surface.chars().count() <= LONGEST_TAG
        && name_words().opens_with_first_name(after)
}

/// True where a run of two words or more opens with a first name and ends like no company.
pub fn is_named_so(words: &Words, first: usize, last: usize) -> bool {
    let known = name_words();
    last >= first + 2
        && known.is_first_name(words, first)
        && !words.has(last - 1, &known.company_words)
        && !words.has(last - 1, &known.media_words)
}

/// True for "Nadia Ferrand, directrice du site" and "Lili Nagy, 43,".
pub fn has_office(words: &Words, last: usize, cues_at: &CuesAt, capital: &[bool]) -> bool {
    if last + 1 >= words.len() || !words.is(last, ",") {
        return false;
    }
    if last + 2 < words.len() && chars::isdigit(words.get(last + 1)) {
        return matches!(words.get(last + 2), "," | "ans");
    }
    for i in last + 1..words.len().min(last + 1 + OFFICE_REACH) {
        if matches!(words.get(i), "," | "." | ";" | "(")
            || (i > last + 1 && capital.get(i) == Some(&true))
        {
            return false;
        }
        if cues_at.at(i).iter().any(|cue| cue.kind == "title_person") {
            return true;
        }
    }
    false
}
