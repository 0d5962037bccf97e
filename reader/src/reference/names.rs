//! Words by which a name is told from another capitalised word, and a description from a name.

use std::sync::OnceLock;

use crate::base::lexicon::{keep, lexicon};
use crate::base::{FastMap, Set, Str, Words};

/// Words of names, French and English together, in lower case; see `NameWords` in Python.
pub struct NameWords {
    /// Words that open a sentence with a capital, or are written in capitals, and name nobody.
    pub never_names: Set,
    pub first_names: Set,
    /// What ends a company's name and no person's: "Grant Thornton Capital".
    pub company_words: Set,
    /// Words in the name of a newspaper: "Bluff City Courier".
    pub media_words: Set,
    /// Before a noun that describes a party: "le fonds canadien", "three banks".
    pub determiners: Set,
    /// Between the determiner and that noun: "the same sovereign fund".
    pub adjectives: Set,
    /// What ends a description.
    pub verbal: Set,
    /// First words of names that go on in lower case: "Banque de France".
    pub institutions: Set,
    /// First words of names of events, which are no party.
    pub events: Set,
    /// Titles after which a single word is a person's name.
    pub short_titles: Set,
    /// Titles, phrases among them, that stand before a person's name.
    pub titles: Vec<String>,
    /// Nouns of what is built, beside those of the cues; phrases among them.
    pub assets: Vec<String>,
    /// Folded names of plans, campuses and supercomputers that are no parties: ask with `holds`.
    pub projects: Set,
    /// Those among them that are also ordinary words or names.
    pub weak_projects: Set,
    /// Folded names of parties that speak for a State and sign no cheque.
    pub offices: Set,
    /// Folded names that the lexicon of parties has for programmes.
    pub programmes: Set,
}

pub fn name_words() -> &'static NameWords {
    static WORDS: OnceLock<NameWords> = OnceLock::new();
    WORDS.get_or_init(|| {
        let all = lexicon();
        let of = |name: &str| all.set(&format!("reference.names.{name}"));
        NameWords {
            never_names: of("never_names"),
            first_names: of("first_names"),
            company_words: of("company_words"),
            media_words: of("media_words"),
            determiners: of("determiners"),
            adjectives: of("adjectives"),
            verbal: of("verbal"),
            institutions: of("institutions"),
            events: of("events"),
            short_titles: of("short_titles"),
            titles: all.list("reference.names.titles"),
            assets: all.list("reference.names.assets"),
            projects: of("projects"),
            weak_projects: of("weak_projects"),
            offices: of("offices"),
            programmes: of("programmes"),
        }
    })
}

impl NameWords {
    /// The same of a word of a page, which costs less where it has no hyphen.
    pub fn is_first_name(&self, words: &Words, at: usize) -> bool {
        let word = words.get(at);
        if word.as_bytes().contains(&b'-') {
            self.opens_with_first_name(word)
        } else {
            words.has(at, &self.first_names)
        }
    }

    /// True where a word, or what stands before its first hyphen, is a first name.
    pub fn opens_with_first_name(&self, word: &str) -> bool {
        self.first_names.holds(word.split('-').next().unwrap_or(word))
    }
}

/// Kinds of party by the noun that tells their trade; none for any other word.
pub fn trades(noun: &str) -> Option<&'static [Str]> {
    static TRADES: OnceLock<FastMap<Str, Vec<Str>>> = OnceLock::new();
    let known = TRADES.get_or_init(|| {
        let rows = lexicon().get("reference.trades").rows().iter();
        rows.map(|(noun, kinds)| {
            (keep(noun.text()), kinds.items().iter().map(|kind| keep(kind.text())).collect())
        })
        .collect()
    });
    known.get(noun).map(Vec::as_slice)
}
