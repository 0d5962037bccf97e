//! Pronouns that may stand for a party or a person, and those that stand for nobody.

use std::sync::OnceLock;

use crate::base::lexicon::{keep, lexicon};
use crate::base::{Set, Str, Words};
use crate::mentions::model::{Mention, PRONOUN};

struct Lists {
    /// Each with its number; no more than a few, and looked at where a word is among `all`.
    pronouns: Vec<(u32, Str)>,
    numbers: Set,
    /// Verbs before which a number stands for those named: "les trois ont signé".
    acting: Set,
    /// Verbs whose "il" stands for nobody.
    spoken_of: Set,
    expletive: Set,
    all: Set,
}

fn lists() -> &'static Lists {
    static LISTS: OnceLock<Lists> = OnceLock::new();
    LISTS.get_or_init(|| {
        let of = |name: &str| lexicon().set(&format!("mentions.pronouns.{name}"));
        let rows = lexicon().get("mentions.pronouns._PRONOUNS").rows().iter();
        Lists {
            pronouns: rows
                .filter_map(|(word, number)| {
                    Some((lexicon().word(word.text())?, keep(number.text())))
                })
                .collect(),
            numbers: of("_NUMBERS"),
            acting: of("_ACTING"),
            spoken_of: of("_SPOKEN_OF"),
            expletive: of("_EXPLETIVE"),
            all: of("PRONOUNS"),
        }
    })
}

/// Words that one may begin with: `PRONOUNS`.
pub fn pronouns() -> &'static Set {
    &lists().all
}

/// A pronoun that may stand for a party or a person.
pub fn pronoun(words: &Words, i: usize) -> Option<Mention> {
    let known = lists();
    if !words.has(i, &known.all) {
        return None;
    }
    let id = words.id(i);
    let mut number = known.pronouns.iter().find(|each| each.0 == id).map(|each| each.1);
    if i > 0 && words.has(i, &known.numbers) && matches!(words.get(i - 1), "the" | "les") {
        // "The two will build"
        number = if words.has(i + 1, &known.acting) { Some("many") } else { None };
    }
    let noun = number?;
    if is_empty(words, i) {
        return None;
    }
    let mention = Mention::new("pronoun", i, i + 1, i, words.get(i));
    Some(Mention { form: PRONOUN, noun, ..mention })
}

/// True for a pronoun that stands for nobody: "il faut", "it is clear".
fn is_empty(words: &Words, i: usize) -> bool {
    if !matches!(words.get(i), "il" | "it") || i + 1 >= words.len() {
        return false;
    }
    let known = lists();
    if words.has(i + 1, &known.spoken_of)
        || words.are(i + 1, &["s'", "agit"])
        || words.are(i + 1, &["n'", "y"])
        || words.are(i + 1, &["ne", "faut"])
    {
        return true;
    }
    matches!(
        words.get(i + 1),
        "is" | "was" | "remains" | "est" | "était" | "would" | "'s" | "s'" | "n'"
    ) && words.any(i + 1..i + 4, &known.expletive)
}
