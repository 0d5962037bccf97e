//! Nouns of people that no list holds: "43 000 Drômois", "2 300 pétitionnaires", "300 Parisians".

use std::sync::OnceLock;

use crate::base::chars;
use crate::base::lexicon::lexicon;
use crate::pattern::Pattern;

struct Lists {
    endings: Pattern,
    agents: Pattern,
    things: Pattern,
    gentile: Pattern,
    no_gentile: Vec<String>,
}

fn lists() -> &'static Lists {
    static LISTS: OnceLock<Lists> = OnceLock::new();
    LISTS.get_or_init(|| {
        let of = |name: &str| Pattern::of(&format!("quantities.people.{name}"));
        Lists {
            endings: of("_ENDINGS"),
            agents: of("_AGENTS"),
            things: of("_THINGS"),
            gentile: of("_GENTILE"),
            no_gentile: lexicon().list("quantities.people._NO_GENTILE"),
        }
    })
}

/// Fewer of a kind named by its ending alone are more often firms, States or things.
const FEW: i128 = 10;

/// True where a noun in the plural, as written, names people by its ending.
pub fn is_people(word: &str, value: i128) -> bool {
    let Some(first) = word.chars().next() else { return false };
    if value < FEW {
        return false;
    }
    let known = lists();
    let letters: Vec<char> = word.chars().collect();
    if chars::is_upper(first) {
        return known.gentile.match_end(&letters, 0).is_some()
            && !known.no_gentile.iter().any(|each| each == word);
    }
    if ["eurs", "euses", "trices", "ants", "antes"].iter().any(|ending| word.ends_with(ending)) {
        return known.agents.match_end(&letters, 0).is_some();
    }
    known.endings.match_end(&letters, 0).is_some() && !known.things.is_found(&letters, 0)
}
