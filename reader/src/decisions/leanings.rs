//! How much is in favour of answering a question at all.

use std::sync::OnceLock;

use crate::base::lexicon::lexicon;
use crate::base::Str;
use crate::decisions::weights::{millionths, WHICH, WHO};

pub(super) struct Leanings {
    /// Log-odds in favour of answering at all: a missed name costs as much as a wrong one.
    pub(super) who: [i64; 5],
    pub(super) which: [i64; 3],
    pub(super) somebody: i64,
}

pub(super) fn leanings() -> &'static Leanings {
    static LEANINGS: OnceLock<Leanings> = OnceLock::new();
    LEANINGS.get_or_init(|| {
        let leaning = lexicon().get("decisions.decide._LEANING").rows();
        let of = |question: Str| {
            let found = leaning.iter().find(|(key, _)| key.text() == question);
            found.map_or(millionths(0.0), |(_, leaning)| leaning.int())
        };
        let somebody = lexicon().get("decisions.decide._SOMEBODY").int();
        Leanings { who: WHO.map(of), which: WHICH.map(of), somebody }
    })
}
