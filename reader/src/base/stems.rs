//! Beginnings of words, as `str.startswith` takes them.

/// Stems, told apart by their first byte: most words are refused by that alone.
#[derive(Debug, Clone)]
pub struct Stems {
    by_first: Vec<Vec<String>>,
}

impl Stems {
    pub fn new(stems: &[String]) -> Self {
        let mut by_first = vec![Vec::new(); 256];
        for stem in stems.iter().filter(|stem| !stem.is_empty()) {
            by_first[usize::from(stem.as_bytes()[0])].push(stem.clone());
        }
        Self { by_first }
    }

    /// True where a word begins with one of them: `word.startswith(stems)`.
    #[inline]
    pub fn begin(&self, word: &str) -> bool {
        match word.as_bytes().first() {
            Some(&first) => self.by_first[usize::from(first)].iter().any(|s| word.starts_with(s)),
            None => false,
        }
    }
}
