//! A text in UTF-8 beside its characters, so that any stretch of it is a string.

/// A text in UTF-8, and where the characters stand in it that take several bytes.
#[derive(Debug, Default, Clone, PartialEq)]
pub struct Written {
    text: String,
    /// Of each of those the place among the characters, and how many bytes it has beyond one.
    wide: Vec<(u32, u32)>,
}

impl Written {
    /// Nothing yet, with room for so many bytes.
    pub fn with_capacity(bytes: usize) -> Self {
        Self { text: String::with_capacity(bytes), wide: Vec::new() }
    }

    pub fn of(text: &[char]) -> Self {
        let mut made = Self::with_capacity(text.len() + text.len() / 8);
        for (at, &c) in text.iter().enumerate() {
            made.push(at, c);
        }
        made
    }

    /// Adds characters of ASCII.
    #[inline]
    pub fn push_plain(&mut self, plain: &str) {
        self.text.push_str(plain);
    }

    /// Adds the character of a place.
    #[inline]
    pub fn push(&mut self, at: usize, c: char) {
        self.text.push(c);
        if !c.is_ascii() {
            self.wide.push((at as u32, c.len_utf8() as u32 - 1));
        }
    }

    /// The same with another character of ASCII in place of one.
    pub fn replaced(self, one: char, other: &str) -> Self {
        Self { text: self.text.replace(one, other), ..self }
    }

    #[inline]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// True where each character takes as many bytes as in another text.
    pub fn is_alike(&self, other: &Self) -> bool {
        self.wide == other.wide
    }

    /// This text in lower case: `low` has the same characters as `text`, one for one.
    pub fn lowered(&self, text: &[char], low: &[char]) -> Self {
        let small = self.text.to_ascii_lowercase();
        let changes = |at: u32| text[at as usize] != low[at as usize];
        if !self.wide.iter().any(|&(at, _)| changes(at)) {
            return Self { text: small, wide: self.wide.clone() };
        }
        let mut made = Self::with_capacity(small.len());
        let (mut done, mut more) = (0, 0);
        for &(at, beyond) in &self.wide {
            let from = (at + more) as usize;
            more += beyond;
            if changes(at) {
                made.text.push_str(&small[done..from]);
                made.push(at as usize, low[at as usize]);
                done = from + beyond as usize + 1;
            } else {
                made.wide.push((at, beyond));
            }
        }
        made.text.push_str(&small[done..]);
        made
    }

    /// Where spans of characters, in order, stand in the text.
    pub fn spans(&self, starts: &[usize], ends: &[usize]) -> Vec<(u32, u32)> {
        let spans = starts.iter().zip(ends).map(|(&start, &end)| (start as u32, end as u32));
        let mut wide = self.wide.iter();
        let Some(&(mut next, mut beyond)) = wide.next() else { return spans.collect() };
        let mut more = 0;
        let mut place = |at: u32| {
            while next < at {
                more += beyond;
                (next, beyond) = wide.next().copied().unwrap_or((u32::MAX, 0));
            }
            at + more
        };
        spans.map(|(start, end)| (place(start), place(end))).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::Written;

    #[test]
    fn stretches_of_a_text() {
        let text: Vec<char> = "Été à l'\u{212a}o, \u{1e9e}a".chars().collect();
        let low: Vec<char> = "été à l'ko, ßa".chars().collect();
        let (starts, ends) = ([0, 4, 8, 12], [3, 5, 10, 14]);
        let written = Written::of(&text);
        let told = |written: &Written| -> Vec<String> {
            let spans = written.spans(&starts, &ends).into_iter();
            spans.map(|(from, to)| written.text()[from as usize..to as usize].into()).collect()
        };
        assert_eq!(told(&written), ["Été", "à", "\u{212a}o", "\u{1e9e}a"]);
        let small = written.lowered(&text, &low);
        assert_eq!(told(&small), ["été", "à", "ko", "ßa"]);
        assert_eq!(small, Written::of(&low));
        assert!(!small.is_alike(&written));
    }
}
