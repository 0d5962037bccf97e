//! One spelling for all spellings of a name: what lexicons and gazetteers are keyed by.

/// Folds a name: case, accents, ligatures, apostrophes, hyphens and punctuation.
pub fn fold(_name: &str) -> String {
    todo!()
}

/// The same, put into a string that is emptied first.
pub fn fold_into(_name: &str, _folded: &mut String) {
    todo!()
}
