//! What governs a word, told from the words before it.

use std::sync::OnceLock;

use crate::base::lexicon::{keep, lexicon};
use crate::base::{FastMap, FastSet, Set, Str, Words};

const COMPARED: usize = 8;

/// Word lists of this module that others ask for too.
pub struct Lists {
    pub oblique: FastSet<Str>,
    /// Forms of "to be", before the participle of a passive.
    pub be: Set,
    /// Nouns of what is left of a sum, which somebody else pays.
    pub rest: Set,
    /// English adjectives of parts of places, between a preposition and a name.
    pub compass: Set,
    articles: Set,
    comparing: Set,
    marks: Set,
    /// All words that govern, and those that part clauses: any other one tells nothing.
    telling: Set,
    prepositions: FastMap<String, Str>,
    /// The words before prepositions that make something else of these.
    phrasing: Set,
    /// By the word before a preposition, what each class of preposition is after it.
    phrases: FastMap<String, Vec<(Str, Str)>>,
    /// By the second word of a verb that governs, its first one and its class.
    verbs: FastMap<String, Vec<(String, Str)>>,
}

/// The word lists.
pub fn lists() -> &'static Lists {
    static LISTS: OnceLock<Lists> = OnceLock::new();
    LISTS.get_or_init(|| {
        let all = lexicon();
        let of = |name: &str| all.set(&format!("syntax.clauses.{name}"));
        let pairs = |name: &str| all.get(&format!("syntax.clauses.{name}")).rows();
        let mut phrases: FastMap<String, Vec<(Str, Str)>> = FastMap::default();
        for (key, class) in pairs("_PHRASES") {
            let known = phrases.entry(key.items()[0].text().to_string()).or_default();
            known.push((keep(key.items()[1].text()), keep(class.text())));
        }
        let mut verbs: FastMap<String, Vec<(String, Str)>> = FastMap::default();
        for (key, class) in pairs("_VERBS") {
            let known = verbs.entry(key.items()[1].text().to_string()).or_default();
            known.push((key.items()[0].text().to_string(), keep(class.text())));
        }
        let prepositions: FastMap<String, Str> = all.map("syntax.clauses._PREPOSITIONS");
        let keys = prepositions.keys().chain(verbs.keys()).cloned();
        let others = Set::of(&["que", "qu'", "et", "and", "&", "ou", "or"]);
        let telling = Set::new(all, &keys.collect::<Vec<_>>()).or(&others).or(&of("_MARKS"));
        Lists {
            oblique: all.list("syntax.clauses.OBLIQUE").iter().map(|each| keep(each)).collect(),
            be: of("BE"),
            rest: of("REST"),
            compass: of("COMPASS"),
            articles: of("_ARTICLES"),
            comparing: of("_COMPARING"),
            marks: of("_MARKS"),
            telling,
            prepositions,
            phrasing: Set::new(all, &phrases.keys().cloned().collect::<Vec<_>>()),
            phrases,
            verbs,
        }
    })
}

/// Classes of prepositions after which a party is no subject.
pub fn is_oblique(kind: Str) -> bool {
    lists().oblique.contains(&kind)
}

/// What governs a span: a preposition's class, a mark, ``and``, ``^`` at the opening, or ``*``.
///
/// Articles before the span are passed over, and "northern" in "in northern Brittany".
pub fn preposition(words: &Words, first: usize, floor: usize) -> Str {
    let known = lists();
    let phrase = |before: usize, kind: Str| {
        if !words.has(before, &known.phrasing) {
            return kind;
        }
        let after = known.phrases.get(words.get(before)).map_or(&[][..], Vec::as_slice);
        after.iter().find(|(class, _)| *class == kind).map_or(kind, |(_, found)| found)
    };
    let (mut i, floor) = (first as isize - 1, floor as isize);
    if i >= floor && words.has(i as usize, &known.compass) {
        i -= 1;
    }
    let mut steps = 0;
    while i >= floor && steps < 3 && words.has(i as usize, &known.articles) {
        if words.is(i as usize, "des") {
            return if i > floor { phrase(i as usize - 1, "of") } else { "of" };
        }
        i -= 1;
        steps += 1;
    }
    if i < floor {
        return "^";
    }
    let at = i as usize;
    if !words.has(at, &known.telling) {
        return "*";
    }
    let word = words.get(at);
    if word == "que" || word == "qu'" {
        return conjunction(words, at, floor as usize);
    }
    if let Some(&found) = known.prepositions.get(word) {
        if i <= floor {
            return found;
        }
        let before = words.get(at - 1);
        if found == "to" && (before.starts_with("emprunt") || before.starts_with("borrow")) {
            return "from";
        }
        return phrase(at - 1, found);
    }
    if words.has(at, &known.marks) {
        return keep(word);
    }
    if i > floor {
        let verbs = known.verbs.get(word).map_or(&[][..], Vec::as_slice);
        if let Some((_, found)) = verbs.iter().find(|(first, _)| words.is(at - 1, first)) {
            return found;
        }
    }
    if matches!(word, "et" | "and" | "&" | "ou" | "or") {
        "and"
    } else {
        "*"
    }
}

/// What "que" is: ``than`` after a comparison, ``and`` in "ainsi que", else ``that``.
fn conjunction(words: &Words, at: usize, floor: usize) -> Str {
    if at > floor && words.is(at - 1, "ainsi") {
        return "and";
    }
    let from = floor.max(at.saturating_sub(COMPARED));
    if words.any(from..at, &lists().comparing) {
        "than"
    } else {
        "that"
    }
}
