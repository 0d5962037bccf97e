//! A fast hash for small keys. Not for keys that a stranger may choose at will: what a text holds
//! is only hashed in tables that are emptied when they grow large.

use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasherDefault, Hash, Hasher};

use super::Str;

pub type FastMap<K, V> = HashMap<K, V, BuildHasherDefault<Fast>>;
pub type FastSet<K> = HashSet<K, BuildHasherDefault<Fast>>;

const MANY: u64 = 0x517c_c1b7_2722_0a95;

/// Multiply and rotate, eight bytes at a time (the hash that Firefox uses).
#[derive(Default, Clone, Copy)]
pub struct Fast(u64);

impl Fast {
    #[inline]
    fn add(&mut self, word: u64) {
        self.0 = (self.0.rotate_left(5) ^ word).wrapping_mul(MANY);
    }
}

impl Hasher for Fast {
    #[inline]
    fn write(&mut self, bytes: &[u8]) {
        let mut chunks = bytes.chunks_exact(8);
        for chunk in &mut chunks {
            let mut eight = [0; 8];
            eight.copy_from_slice(chunk);
            self.add(u64::from_le_bytes(eight));
        }
        let rest = chunks.remainder();
        let four = |at: usize| {
            let mut four = [0; 4];
            four.copy_from_slice(&rest[at..at + 4]);
            u64::from(u32::from_le_bytes(four))
        };
        // Two reads that may overlap tell four bytes and more.
        let word = match rest.len() {
            0 => return,
            1..=3 => rest.iter().fold(0, |word, byte| word << 8 | u64::from(*byte)),
            many => four(0) | four(many - 4) << 32,
        };
        self.add(word ^ ((rest.len() as u64) << 56));
    }
    #[inline]
    fn write_u8(&mut self, i: u8) {
        self.add(u64::from(i));
    }
    #[inline]
    fn write_u16(&mut self, i: u16) {
        self.add(u64::from(i));
    }
    #[inline]
    fn write_u32(&mut self, i: u32) {
        self.add(u64::from(i));
    }
    #[inline]
    fn write_u64(&mut self, i: u64) {
        self.add(i);
    }
    #[inline]
    fn write_usize(&mut self, i: usize) {
        self.add(i as u64);
    }
    #[inline]
    fn finish(&self) -> u64 {
        // The low bits of a product know the low bits alone, and those choose the place.
        self.0.rotate_left(26)
    }
}

/// A string of a finite lexicon as a part of a key, told by where it stands in memory.
///
/// Two copies of one string are two keys: what is remembered by them is then worked out twice.
#[derive(Debug, Clone, Copy)]
pub struct Known(pub Str);

impl PartialEq for Known {
    #[inline]
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self.0, other.0)
    }
}

impl Eq for Known {}

impl Hash for Known {
    #[inline]
    fn hash<H: Hasher>(&self, state: &mut H) {
        state.write_usize(self.0.as_ptr() as usize);
    }
}
