//! A text with its words, as the rules of names look at it: any stretch of words is a string.

use crate::base::Words;

/// A text in UTF-8, and where the characters stand in it that take several bytes, with how many
/// more than one.
fn written(text: &[char]) -> (String, Vec<(usize, usize)>) {
    const TOGETHER: usize = 8;
    let mut written = String::with_capacity(text.len() + text.len() / 8);
    let mut wide = Vec::with_capacity(text.len() / 16);
    for (number, some) in text.chunks(TOGETHER).enumerate() {
        let mut bytes = [0; TOGETHER];
        let all = some.iter().zip(&mut bytes).fold(0, |all, (&c, byte)| {
            *byte = c as u8;
            all | c as u32
        });
        match std::str::from_utf8(&bytes[..some.len()]) {
            Ok(plain) if all < 0x80 => written.push_str(plain),
            _ => {
                for (at, &c) in some.iter().enumerate() {
                    if !c.is_ascii() {
                        wide.push((number * TOGETHER + at, c.len_utf8() - 1));
                    }
                    written.push(c);
                }
            }
        }
    }
    (written, wide)
}

/// A text and its tokens; made for it and thrown away after.
pub struct View<'a> {
    /// The view's text.
    pub text: &'a [char],
    /// Where each token starts and ends in it.
    pub starts: &'a [usize],
    pub ends: &'a [usize],
    pub words: &'a Words,
    /// The text in UTF-8, and where each token starts and ends there.
    written: String,
    places: Vec<(u32, u32)>,
}

impl<'a> View<'a> {
    pub fn new(text: &'a [char], starts: &'a [usize], ends: &'a [usize], words: &'a Words) -> Self {
        let (written, wide) = written(text);
        // How many bytes more than characters stand before a place; places are asked for in order.
        let mut wide = wide.into_iter().peekable();
        let mut more = 0;
        let mut place = |at: usize| {
            while let Some((_, bytes)) = wide.next_if(|&(each, _)| each < at) {
                more += bytes;
            }
            (at + more) as u32
        };
        let spans = starts.iter().zip(ends);
        let places = spans.map(|(&start, &end)| (place(start), place(end))).collect();
        Self { text, starts, ends, words, written, places }
    }

    #[inline]
    pub fn len(&self) -> usize {
        self.starts.len()
    }

    /// The text of some tokens, the end exclusive; empty where there are none.
    pub fn span(&self, first: usize, last: usize) -> &str {
        match (self.places.get(first), last.checked_sub(1).and_then(|each| self.places.get(each))) {
            (Some(&(from, _)), Some(&(_, to))) if from <= to => {
                &self.written[from as usize..to as usize]
            }
            _ => "",
        }
    }

    /// The text of one token.
    pub fn word(&self, i: usize) -> &str {
        self.span(i, i + 1)
    }

    /// What stands between a token and the one before it.
    pub fn gap(&self, i: usize) -> &'a [char] {
        match (i.checked_sub(1).and_then(|each| self.ends.get(each)), self.starts.get(i)) {
            (Some(&end), Some(&start)) => &self.text[end..start],
            _ => &[],
        }
    }

    /// Number of the token that many before one, counted around the start as an index in Python:
    /// before the first one stands the last one.
    #[inline]
    pub fn index_back(&self, i: usize, many: usize) -> usize {
        i.checked_sub(many).unwrap_or_else(|| (self.len() + i).wrapping_sub(many))
    }

    /// The word that many before a token, counted as `index_back` does.
    #[inline]
    pub fn back(&self, i: usize, many: usize) -> &'a str {
        self.words.get(self.index_back(i, many))
    }

    /// Number of the first token that starts at or after a position of the text.
    pub fn at(&self, position: usize) -> usize {
        self.starts.partition_point(|&start| start < position)
    }

    /// Number of the first token that ends after a position of the text.
    pub fn until(&self, position: usize) -> usize {
        self.ends.partition_point(|&end| end < position + 1)
    }
}
