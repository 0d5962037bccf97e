//! Every way in which French and English write currencies.

use std::sync::OnceLock;

use crate::base::lexicon::lexicon;
use crate::base::Set;

/// Every surface form, in lower case: the keys of `forms` in Python.
pub fn forms() -> &'static Set {
    static FORMS: OnceLock<Set> = OnceLock::new();
    FORMS.get_or_init(|| lexicon().set("reference.currencies.forms"))
}
