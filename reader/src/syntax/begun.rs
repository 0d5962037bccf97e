//! How words begin: the numbers of all beginnings of a word, from the shortest on.

use crate::base::FastMap;

/// Bits of the table of how beginnings begin.
const BITS: u32 = 13;

/// Beginnings, letter by letter.
#[derive(Default)]
pub struct Begun {
    nodes: Vec<Node>,
    /// Numbers of the beginnings that end at some node.
    ends: Vec<Vec<u32>>,
    /// A bit for the first three bytes of each beginning, which spares most words all looking.
    opens: Vec<u64>,
    /// The beginnings, until all are known.
    added: FastMap<String, Vec<u32>>,
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

/// Where the bit stands for three bytes.
#[inline]
fn place(three: [u8; 3]) -> (usize, u32) {
    let all = u32::from_le_bytes([three[0], three[1], three[2], 0]).wrapping_mul(0x9e37_79b1);
    let at = all >> (32 - BITS);
    ((at / 64) as usize, at % 64)
}

impl Begun {
    /// Adds a beginning of two bytes or more.
    pub fn add(&mut self, beginning: &str, number: u32) {
        self.added.entry(beginning.to_string()).or_default().push(number);
    }

    /// To be called when all are added.
    pub fn close(&mut self) {
        let mut all: Vec<(String, Vec<u32>)> =
            std::mem::take(&mut self.added).into_iter().collect();
        all.sort_unstable();
        self.opens = vec![0; (1 << BITS) / 64];
        for (beginning, _) in &all {
            let bytes = beginning.as_bytes();
            // Anything may follow a beginning of two bytes.
            for third in 0..=255 {
                let third = bytes.get(2).copied().unwrap_or(third);
                let (at, bit) = place([bytes[0], bytes[1], third]);
                self.opens[at] |= 1 << bit;
            }
        }
        self.nodes = vec![Node::default()];
        self.branch(0, 0, &all);
    }

    /// Puts the children of a node side by side: some beginnings, in order, that are the same up to
    /// a byte.
    fn branch(&mut self, node: usize, depth: usize, some: &[(String, Vec<u32>)]) {
        let mut some = some;
        if let Some((beginning, numbers)) = some.first().filter(|each| each.0.len() == depth) {
            debug_assert!(!beginning.is_empty());
            self.ends.push(numbers.clone());
            self.nodes[node].ends = self.ends.len() as u32;
            some = &some[1..];
        }
        let mut parts: Vec<&[(String, Vec<u32>)]> = Vec::new();
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

    /// The numbers of all that a word begins with, the shortest first.
    #[inline]
    pub fn of(&self, word: &str, found: &mut Vec<u32>) {
        let bytes = word.as_bytes();
        let &[first, second, ..] = bytes else { return };
        let (at, bit) = place([first, second, bytes.get(2).copied().unwrap_or(0)]);
        if self.opens.get(at).is_some_and(|bits| bits >> bit & 1 == 1) {
            self.walk(bytes, found);
        }
    }

    fn walk(&self, bytes: &[u8], found: &mut Vec<u32>) {
        let Some(mut node) = self.nodes.first() else { return };
        for &byte in bytes {
            let from = node.first as usize;
            let children = &self.nodes[from..from + usize::from(node.count)];
            let Some(child) = children.iter().find(|each| each.byte == byte) else { return };
            node = child;
            if node.ends > 0 {
                found.extend(&self.ends[node.ends as usize - 1]);
            }
        }
    }
}
