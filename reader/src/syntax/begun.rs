//! Words and beginnings of words: the numbers of what a word is, and of what it begins with.

use crate::base::FastMap;

/// Bits of the table of how beginnings begin.
const BITS: u32 = 13;

/// What a beginning or a word is known by: numbers for what begins so, and for the word itself.
type Numbers = (Vec<u32>, Vec<u32>);

/// Words and beginnings, letter by letter.
#[derive(Default)]
pub struct Begun {
    nodes: Vec<Node>,
    /// Numbers of what ends at some node.
    ends: Vec<Numbers>,
    /// A bit for how each beginning and word begins, which spares most words all looking.
    opens: Vec<u64>,
    /// Beginnings and words, until all are known.
    added: FastMap<String, Numbers>,
}

/// A letter: its children stand side by side.
#[derive(Debug, Clone, Copy, Default)]
struct Node {
    first: u32,
    count: u8,
    byte: u8,
    /// The number of its list among `ends`, and one more; 0 for none.
    ends: u32,
}

/// The first four bytes of a word as one number, nought where it has fewer.
#[inline]
fn opening(bytes: &[u8]) -> u32 {
    match bytes.get(..4) {
        Some(four) => four.iter().rev().fold(0, |all, &byte| all << 8 | u32::from(byte)),
        None => bytes.iter().rev().fold(0, |all, &byte| all << 8 | u32::from(byte)),
    }
}

/// Where the bit stands for such a number.
#[inline]
fn place(opening: u32) -> (usize, u32) {
    let at = opening.wrapping_mul(0x9e37_79b1) >> (32 - BITS);
    ((at / 64) as usize, at % 64)
}

impl Begun {
    /// Adds a beginning of two bytes or more.
    pub fn add(&mut self, beginning: &str, number: u32) {
        self.added.entry(beginning.to_string()).or_default().0.push(number);
    }

    /// Adds a whole word.
    pub fn add_word(&mut self, word: &str, number: u32) {
        self.added.entry(word.to_string()).or_default().1.push(number);
    }

    /// To be called when all are added.
    pub fn close(&mut self) {
        let mut all: Vec<(String, Numbers)> = std::mem::take(&mut self.added).into_iter().collect();
        all.sort_unstable();
        self.opens = vec![0; (1 << BITS) / 64];
        for (beginning, (begins, _)) in &all {
            let size = beginning.len();
            // Anything may follow a beginning of two bytes or three, and nothing a word.
            let more = if begins.is_empty() || size > 3 { 1 } else { 1 << (8 * (4 - size)) };
            for more in 0..more {
                let rest = if size < 4 { more << (8 * size) } else { 0 };
                let (at, bit) = place(opening(beginning.as_bytes()) | rest);
                self.opens[at] |= 1 << bit;
            }
        }
        self.nodes = vec![Node::default()];
        self.branch(0, 0, &all);
    }

    /// Puts the children of a node side by side: some beginnings, in order, that are the same up to
    /// a byte.
    fn branch(&mut self, node: usize, depth: usize, some: &[(String, Numbers)]) {
        let mut some = some;
        if let Some((_, numbers)) = some.first().filter(|each| each.0.len() == depth) {
            self.ends.push(numbers.clone());
            self.nodes[node].ends = self.ends.len() as u32;
            some = &some[1..];
        }
        let mut parts: Vec<&[(String, Numbers)]> = Vec::new();
        while let Some((beginning, _)) = some.first() {
            let byte = beginning.as_bytes()[depth];
            let size = some.iter().take_while(|each| each.0.as_bytes()[depth] == byte).count();
            parts.push(&some[..size]);
            some = &some[size..];
        }
        let first = self.nodes.len();
        self.nodes[node].first = first as u32;
        self.nodes[node].count = parts.len() as u8;
        for part in &parts {
            let byte = part[0].0.as_bytes()[depth];
            self.nodes.push(Node { byte, ..Node::default() });
        }
        for (number, part) in parts.into_iter().enumerate() {
            self.branch(first + number, depth + 1, part);
        }
    }

    /// The numbers of a word, then of all that it begins with, the shortest first.
    #[inline]
    pub fn of(&self, word: &str, found: &mut Vec<u32>) {
        let bytes = word.as_bytes();
        let (at, bit) = place(opening(bytes));
        if self.opens.get(at).is_some_and(|bits| bits >> bit & 1 == 1) {
            self.walk(bytes, found);
        }
    }

    fn walk(&self, bytes: &[u8], found: &mut Vec<u32>) {
        let Some(mut node) = self.nodes.first() else { return };
        for (at, &byte) in bytes.iter().enumerate() {
            let from = node.first as usize;
            let children = &self.nodes[from..from + usize::from(node.count)];
            let Some(child) = children.iter().find(|each| each.byte == byte) else { return };
            node = child;
            if node.ends > 0 {
                let (begun, whole) = &self.ends[node.ends as usize - 1];
                found.extend(begun);
                if at + 1 == bytes.len() && !whole.is_empty() {
                    found.splice(0..0, whole.iter().copied());
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Begun;

    #[test]
    fn finds_words_and_beginnings() {
        let mut begun = Begun::default();
        begun.add("in", 1);
        begun.add("invest", 2);
        begun.add_word("invest", 3);
        begun.add_word("a", 4);
        begun.add("invest", 5);
        begun.add("él", 6);
        begun.close();
        let of = |word: &str| {
            let mut found = Vec::new();
            begun.of(word, &mut found);
            found
        };
        assert_eq!(of("invest"), [3, 1, 2, 5]);
        assert_eq!(of("investor"), [1, 2, 5]);
        assert_eq!(of("in"), [1]);
        assert_eq!(of("a"), [4]);
        assert_eq!(of("élan"), [6]);
        assert_eq!(of("inverse"), [1]);
        assert!(of("ab").is_empty() && of("i").is_empty() && of("").is_empty());
        assert!(of("été").is_empty());
    }
}
