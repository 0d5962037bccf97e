//! Every way in which French and English write currencies.

use crate::base::Set;

/// Every surface form, in lower case: the keys of `forms` in Python.
pub fn forms() -> &'static Set {
    todo!()
}
