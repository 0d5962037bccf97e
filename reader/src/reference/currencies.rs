//! Every way in which French and English write currencies.

use std::sync::OnceLock;

use crate::base::lexicon::{keep, lexicon};
use crate::base::{FastMap, Set, Str};

/// Every surface form, in lower case: the keys of `forms` in Python.
pub fn forms() -> &'static Set {
    static FORMS: OnceLock<Set> = OnceLock::new();
    FORMS.get_or_init(|| lexicon().set("reference.currencies.forms"))
}

/// Codes that each form may mean, the likeliest first.
pub fn codes() -> &'static FastMap<Str, Vec<Str>> {
    static CODES: OnceLock<FastMap<Str, Vec<Str>>> = OnceLock::new();
    CODES.get_or_init(|| {
        let rows = lexicon().get("reference.currencies.forms").rows();
        let codes = |each: &[crate::base::lexicon::Value]| -> Vec<Str> {
            each.iter().map(|code| keep(code.text())).collect()
        };
        rows.iter().map(|(form, found)| (keep(form.text()), codes(found.items()))).collect()
    })
}
