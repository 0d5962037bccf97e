//! Where a name begins that its country and its trade lead: "Dutch chip equipment giant Norvane".
//!
//! English strings nouns together before a name. What governs them governs the name, and the
//! country is where its bearer is from.

use std::sync::OnceLock;

use crate::base::chars;
use crate::base::lexicon::lexicon;
use crate::base::{Set, Words};
use crate::mentions::model::{Mention, NAME};
use crate::syntax::cues::CuesAt;

/// Words between the adjective of a country and the name.
const LONGEST: usize = 4;

fn breaks() -> &'static Set {
    static BREAKS: OnceLock<Set> = OnceLock::new();
    BREAKS.get_or_init(|| lexicon().set("mentions.trades._BREAKS"))
}

/// Lets such names begin right after their country, in place.
///
/// `found` are the mentions of a text, in order; what is named inside of a trade ("data centre
/// operator") is taken out.
pub fn lead_back(found: &mut Vec<Mention>, words: &Words, capital: &[bool], cues_at: &CuesAt) {
    for at in (1..found.len()).rev() {
        let Some(name) = found.get(at) else { continue };
        if name.form != NAME || name.kind != "party" {
            continue;
        }
        let mut back = at - 1;
        while back > 0 && found[back].kind == "asset" {
            back -= 1;
        }
        let origin = &found[back];
        let (from, head) = (origin.last, name.head.min(words.len()));
        if origin.noun != "demonym" || from >= head || head - from > LONGEST {
            continue;
        }
        let is_trade = (from..head).flat_map(|i| cues_at.at(i)).any(|cue| {
            cue.last == name.head && matches!(cue.kind, "who_company" | "who_fund" | "who_bank")
        });
        let plain = words.span(from..head).all(chars::isalpha) && !words.any(from..head, breaks());
        if is_trade && plain && !capital[from..head].contains(&true) {
            let country = origin.country;
            let name = &mut found[at];
            name.first = from;
            name.country = name.country.filter(|each| !each.is_empty()).or(country);
            found.drain(back + 1..at);
        }
    }
}
