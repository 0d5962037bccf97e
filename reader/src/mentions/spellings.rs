//! When two spellings are one name: slips of the pen, acronyms, articles.

use std::sync::OnceLock;

use crate::base::chars;
use crate::base::lexicon::lexicon;
use crate::base::Set;
use crate::mentions::model::Mention;
use crate::mentions::names::spelling;
use crate::reference::parties::parties;

/// Letters of a name of which one may be a slip.
const LONG: usize = 8;
const SHORTEST_ACRONYM: usize = 3;
const LONGEST_ACRONYM: usize = 7;
/// Letters of a name that may be misspelt.
const SPELT: usize = 7;

struct Lists {
    articles: Vec<String>,
    minor: Set,
}

fn lists() -> &'static Lists {
    static LISTS: OnceLock<Lists> = OnceLock::new();
    LISTS.get_or_init(|| Lists {
        articles: lexicon().list("mentions.spellings._ARTICLES"),
        minor: lexicon().set("mentions.spellings._MINOR"),
    })
}

/// How many letters must be put in, taken out or changed to make one text of the other; `most`
/// and one where it is more than that.
fn distance(left: &str, right: &str, most: usize) -> usize {
    let (left, right): (Vec<char>, Vec<char>) = (left.chars().collect(), right.chars().collect());
    if left.len().abs_diff(right.len()) > most {
        return most + 1;
    }
    let mut row: Vec<usize> = (0..=right.len()).collect();
    for (i, &c) in left.iter().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        let mut least = row[0];
        for (j, &other) in right.iter().enumerate() {
            let changed = diagonal + usize::from(c != other);
            diagonal = row[j + 1];
            row[j + 1] = changed.min(diagonal + 1).min(row[j] + 1);
            least = least.min(row[j + 1]);
        }
        if least > most {
            return most + 1;
        }
    }
    row[right.len()].min(most + 1)
}

/// True for "Digital Reality": one or two letters off a name, in as many words.
pub fn misspelt(written: &str, known: &str) -> bool {
    let (left, right) = (spelling(written), spelling(known));
    let blanks = |text: &str| text.bytes().filter(|&byte| byte == b' ').count();
    left != right
        && right.chars().count() >= SPELT
        && blanks(&left) == blanks(&right)
        && distance(&left, &right, 2) <= 2
}

/// True for "Microoft" where a text names Microsoft: one letter off a long name, no figure.
pub fn is_slip(written: &str, known: &str) -> bool {
    let ends = |text: &str| (text.chars().next(), text.chars().next_back());
    // "Banque" and "Banques" are two words, "Data Four 4" and "Data Four 5" two names.
    ends(written) == ends(known)
        && written.chars().count() >= LONG
        && known.chars().count() >= LONG
        && written.chars().chain(known.chars()).all(|c| c == ' ' || chars::is_alpha(c))
        && [written, known].iter().any(|each| each.contains(|c| c != ' '))
        && distance(written, known, 1) == 1
}

/// A folded name without its article: "The United States" is "United States".
fn bare(key: &str) -> &str {
    for article in &lists().articles {
        if let Some(rest) = key.strip_prefix(article.as_str()) {
            if rest.chars().count() > 2 {
                return rest;
            }
        }
    }
    key
}

/// What a named mention is found again by: a party by the lexicon, all else by its words.
pub fn key_of(mention: &Mention) -> String {
    if let Some(party) = mention.party {
        return parties().get(party).key.to_string();
    }
    let folded = spelling(&mention.name);
    if mention.kind == "place" {
        return format!("place {}", bare(&folded));
    }
    bare(&folded).to_string()
}

/// True for "PIF" beside "Public Investment Fund".
pub fn is_acronym(short: &str, long: &str) -> bool {
    let size = short.chars().count();
    if size > LONGEST_ACRONYM || !chars::isupper(short) {
        return false;
    }
    let letters = spelling(short).replace(' ', "");
    let folded = spelling(long);
    let words: Vec<&str> = folded.split_whitespace().collect();
    if words.len() == 1 && size >= SHORTEST_ACRONYM {
        let capitals = long.chars().filter(|&c| chars::is_upper(c));
        if capitals.clone().count() == size {
            return capitals.eq(short.chars()); // "EDC" of "EcoDataCenter"
        }
    }
    if letters.chars().count() < SHORTEST_ACRONYM || words.len() < 2 {
        return false;
    }
    let first = |word: &&str| chars::first(word);
    let minor = |word: &&&str| !lists().minor.holds(word);
    letters.chars().eq(words.iter().map(first))
        || letters.chars().eq(words.iter().filter(minor).map(first))
}
