//! Where the words, the numbers and the lines of a text begin, many bytes at a time: letters within
//! words, of which a text has most, cost next to nothing.

use crate::base::lexicon::lexicon;

/// Bytes that are looked at together: as many as the bits of a number.
const SIZE: usize = 64;
/// Bytes after those that are looked at with them.
const AFTER: usize = 2;

type Block = [u8; SIZE + AFTER];

/// What is marked in a text.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Mark {
    /// Where something begins: a word that numbers may be found by, a number, a character that is
    /// neither ASCII nor a letter of Latin-1; or the end of a line.
    Start(usize),
    /// Where "illi" begins, in capitals or not, which is within the words for large numbers.
    Large(usize),
}

/// Tells whether any mark of a text from a place on is of a kind; they are asked in order.
#[inline]
pub fn any_mark(
    bytes: &[u8],
    from: usize,
    known: &Beginnings,
    mut is_such: impl FnMut(Mark) -> bool,
) -> bool {
    let mut before = [0; KINDS];
    for at in (from..bytes.len()).step_by(SIZE) {
        let mut last = [b' '; SIZE + AFTER];
        let block = match bytes.get(at..at + SIZE + AFTER).and_then(|part| part.try_into().ok()) {
            Some(block) => block,
            None => {
                last[..bytes.len() - at].copy_from_slice(&bytes[at..]);
                &last
            }
        };
        let kinds = kinds(block);
        let [letters, digits, others, i, _] = kinds;
        let after =
            |kind: usize, count: u32| kinds[kind] << count | before[kind] >> (SIZE as u32 - count);
        let large = i & after(L, 1) & after(L, 2) & after(I, 3);
        // Most words are told by their letters, and without a step that may go two ways.
        let mut left = letters & !after(LETTERS, 1);
        let mut starts = others | (digits & !after(DIGITS, 1));
        while left != 0 {
            let place = left.trailing_zeros() as usize;
            left &= left - 1;
            let letters = [0, 1, 2].map(|further| block[place % SIZE + further]);
            starts |= known.holds(letters) << place;
        }
        before = kinds;
        left = starts | large;
        while left != 0 {
            let place = left.trailing_zeros() as usize;
            left &= left - 1;
            let is_large = large >> place & 1 != 0;
            let place = at + place;
            if is_such(if is_large { Mark::Large(place - 3) } else { Mark::Start(place) }) {
                return true;
            }
        }
    }
    false
}

/// Kinds of bytes: letters, digits, what is marked wherever it stands, "i" and "l".
const KINDS: usize = 5;
const LETTERS: usize = 0;
const DIGITS: usize = 1;
const I: usize = 3;
const L: usize = 4;

/// The bytes of each kind in a block: a bit for each byte, the first one lowest.
#[inline]
fn kinds(block: &Block) -> [u64; KINDS] {
    let mut marks = [0; SIZE];
    // No step depends on another one, so that the compiler takes many bytes at once.
    for (mark, &byte) in marks.iter_mut().zip(block) {
        let small = byte | 0x20;
        let is_other = ((byte >= 0xc0) & (byte != 0xc3)) | (byte == b'\n');
        *mark = u8::from(small.wrapping_sub(b'a') < 26)
            | u8::from(byte.wrapping_sub(b'0') < 10) << 1
            | u8::from(is_other) << 2
            | u8::from(small == b'i') << 3
            | u8::from(small == b'l') << 4;
    }
    let mut bits = [0; KINDS];
    for (number, part) in marks.chunks_exact(8).enumerate() {
        let eight = <[u8; 8]>::try_from(part).map_or(0, u64::from_le_bytes);
        for (kind, bits) in bits.iter_mut().enumerate() {
            // The lowest bits of eight bytes, brought together in the highest byte.
            let lowest = eight >> kind & 0x0101_0101_0101_0101;
            *bits |= (lowest.wrapping_mul(0x0102_0408_1020_4080) >> 56) << (8 * number);
        }
    }
    bits
}

/// Beginnings of words, three letters each, as a word that numbers are found by may have them.
pub struct Beginnings(Box<[u64; (1 << 15) / 64]>);

impl Beginnings {
    pub fn new() -> Self {
        let mut known = Box::new([0; (1 << 15) / 64]);
        for word in lexicon().get("scan.beginnings").texts() {
            if let [first, second, third, ..] = *word.as_bytes() {
                let place = Self::place([first, second, third]);
                known[place / 64] |= 1 << (place % 64);
            }
        }
        Self(known)
    }

    /// Where in the table three bytes stand, in lower case or not.
    #[inline]
    fn place(letters: [u8; 3]) -> usize {
        let [first, second, third] = letters.map(|byte| usize::from(byte & 31));
        first << 10 | second << 5 | third
    }

    /// 1 where a word that numbers are found by may begin so, 0 where none does.
    #[inline]
    fn holds(&self, letters: [u8; 3]) -> u64 {
        let place = Self::place(letters);
        self.0[place / 64] >> (place % 64) & 1
    }

    /// Whether a word may be one that numbers are found by.
    pub fn may_be(&self, word: &[u8]) -> bool {
        match *word {
            [first, second, third, ..] => self.holds([first, second, third]) != 0,
            _ => true,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{any_mark, Beginnings, Mark};

    fn found(text: &str) -> (Vec<usize>, Vec<usize>) {
        let (mut starts, mut large) = (Vec::new(), Vec::new());
        // Any word may be one that numbers are found by.
        let known = Beginnings(Box::new([u64::MAX; (1 << 15) / 64]));
        any_mark(text.as_bytes(), 0, &known, |mark| {
            match mark {
                Mark::Start(place) => starts.push(place),
                Mark::Large(place) => large.push(place),
            }
            false
        });
        (starts, large)
    }

    #[test]
    fn tells_what_begins() {
        assert_eq!(found("Le 12 mai, 3x\n@[`{z:"), (vec![0, 3, 6, 11, 12, 13, 18], vec![]));
        assert_eq!(found("été « là »  x"), (vec![2, 6, 9, 13, 17], vec![]));
        assert_eq!(found("un million, MILLIARD"), (vec![0, 3, 12], vec![4, 13]));
        assert_eq!(found("xx billi illi"), (vec![0, 3, 9], vec![4, 9]));
        assert_eq!(found(""), (vec![], vec![]));
        let long = "a".repeat(62) + "illi b";
        assert_eq!(found(&long), (vec![0, 67], vec![62]));
    }
}
