//! Where the words, the numbers and the lines of a text begin, eight bytes at a time: letters within
//! words, of which a text has most, cost next to nothing.

use crate::base::lexicon::lexicon;

/// The highest bit of each byte: all that is told of one stands there.
const HIGH: u64 = each(0x80);
/// Bytes of a block.
pub const SIZE: usize = 8;

/// Eight times a byte.
#[inline(always)]
const fn each(byte: u8) -> u64 {
    u64::from_ne_bytes([byte; SIZE])
}

/// Eight bytes of a text, the first one lowest.
#[derive(Clone, Copy)]
struct Eight {
    /// The lower bits of each byte.
    low: u64,
    /// The highest bit of each byte, which those of ASCII do not have.
    beyond: u64,
    bytes: u64,
}

impl Eight {
    #[inline(always)]
    fn new(bytes: u64) -> Self {
        Self { low: bytes & !HIGH, beyond: bytes & HIGH, bytes }
    }

    /// The bytes of ASCII from one up to another, of which case is as `low` has it.
    #[inline(always)]
    fn within(self, low: u64, first: u8, last: u8) -> u64 {
        (low + each(0x80 - first)) & !(low + each(0x7f - last)) & HIGH & !self.beyond
    }

    /// The bytes that are, without their highest bit, another one.
    #[inline(always)]
    fn alike(low: u64, byte: u8) -> u64 {
        !((low ^ each(byte)) + each(0x7f)) & HIGH
    }

    /// First bytes of characters outside of ASCII and Latin-1's letters.
    #[inline(always)]
    fn far(self) -> u64 {
        self.beyond & (self.bytes << 1) & !Self::alike(self.low, 0x43)
    }
}

/// What begins in eight bytes, each told by the highest bit of its first byte.
#[derive(Clone, Copy)]
pub struct Block {
    /// Where the eight bytes stand.
    pub at: usize,
    /// Where words, numbers and characters begin that are neither ASCII nor letters of Latin-1; and
    /// the ends of lines.
    pub starts: u64,
    /// The last letters of "illi", which is within the words for large numbers.
    pub large: u64,
    /// Bytes that go on with a character.
    pub further: u64,
}

impl Block {
    /// How many bytes before a place in it, or at its end, go on with a character.
    #[inline]
    pub fn further_before(&self, place: usize) -> usize {
        let before = match place - self.at {
            SIZE.. => self.further,
            count => self.further & ((1 << (8 * count)) - 1),
        };
        before.count_ones() as usize
    }
}

/// The blocks of a text, one after the other.
pub struct Blocks<'t> {
    bytes: &'t [u8],
    at: usize,
    letters: u64,
    digits: u64,
    i: u64,
    l: u64,
}

impl<'t> Blocks<'t> {
    pub fn new(bytes: &'t [u8]) -> Self {
        Self { bytes, at: 0, letters: 0, digits: 0, i: 0, l: 0 }
    }

    /// Eight bytes from a place on; what is missing past the end are blanks.
    #[inline(always)]
    fn eight(&self, at: usize) -> Option<Eight> {
        let rest = self.bytes.get(at..)?;
        let whole = rest.get(..SIZE).and_then(|eight| <[u8; SIZE]>::try_from(eight).ok());
        let bytes = match whole {
            Some(bytes) => bytes,
            None if rest.is_empty() => return None,
            None => std::array::from_fn(|each| rest.get(each).copied().unwrap_or(b' ')),
        };
        Some(Eight::new(u64::from_le_bytes(bytes)))
    }
}

/// The marks of a block, each one byte further on, after those of the block before.
#[inline(always)]
fn after(marks: u64, before: u64, count: u32) -> u64 {
    marks << (8 * count) | before >> (64 - 8 * count)
}

impl Iterator for Blocks<'_> {
    type Item = Block;

    #[inline]
    fn next(&mut self) -> Option<Block> {
        let at = self.at;
        let eight = self.eight(at)?;
        let small = eight.low | each(0x20);
        let letters = eight.within(small, b'a', b'z');
        let digits = eight.within(eight.low, b'0', b'9');
        let lines = Eight::alike(eight.low, b'\n') & !eight.beyond;
        let (i, l) = (Eight::alike(small, b'i') & letters, Eight::alike(small, b'l') & letters);
        let starts = letters & !after(letters, self.letters, 1)
            | digits & !after(digits, self.digits, 1)
            | lines
            | eight.far();
        let large = i & after(l, self.l, 1) & after(l, self.l, 2) & after(i, self.i, 3);
        (self.at, self.letters, self.digits) = (at + SIZE, letters, digits);
        (self.i, self.l) = (i, l);
        let further = eight.beyond & !(eight.bytes << 1);
        Some(Block { at, starts, large, further })
    }
}

/// Beginnings of words, three letters each, as a word that numbers are found by may have them.
pub struct Beginnings(Vec<u64>);

impl Beginnings {
    pub fn new() -> Self {
        let mut known = vec![0; (1 << 15) / 64];
        for word in lexicon().get("scan.beginnings").texts() {
            if let Some(place) = Self::place(word.as_bytes()) {
                known[place / 64] |= 1 << (place % 64);
            }
        }
        Self(known)
    }

    /// Where in the table three bytes stand, in lower case or not.
    #[inline]
    fn place(bytes: &[u8]) -> Option<usize> {
        let [first, second, third, ..] = *bytes else { return None };
        let bits = |byte: u8| usize::from(byte & 31);
        Some(bits(first) << 10 | bits(second) << 5 | bits(third))
    }

    /// Whether a word that numbers are found by may begin here.
    #[inline]
    pub fn may_be(&self, bytes: &[u8]) -> bool {
        Self::place(bytes).is_some_and(|place| self.0[place / 64] >> (place % 64) & 1 != 0)
    }
}

/// The places of the marks in a block, in order.
#[inline]
pub fn places(at: usize, mut marks: u64) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        let place = (marks != 0).then(|| at + (marks.trailing_zeros() / 8) as usize);
        marks &= marks.wrapping_sub(1);
        place
    })
}

#[cfg(test)]
mod tests {
    use super::{places, Blocks};

    fn found(text: &str) -> (Vec<usize>, Vec<usize>) {
        let blocks: Vec<_> = Blocks::new(text.as_bytes()).collect();
        let starts = blocks.iter().flat_map(|block| places(block.at, block.starts)).collect();
        (starts, blocks.iter().flat_map(|block| places(block.at, block.large)).collect())
    }

    #[test]
    fn tells_what_begins() {
        assert_eq!(found("Le 12 mai, 3x\n@[`{z:"), (vec![0, 3, 6, 11, 12, 13, 18], vec![]));
        assert_eq!(found("été « là »  x"), (vec![2, 6, 9, 13, 17], vec![]));
        assert_eq!(found("un million, MILLIARD"), (vec![0, 3, 12], vec![7, 16]));
        assert_eq!(found("xx billi illi"), (vec![0, 3, 9], vec![7, 12]));
        assert_eq!(found(""), (vec![], vec![]));
    }
}
