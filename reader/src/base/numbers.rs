//! The number of each word of a lexicon.
//!
//! Every word of every page is looked for here, mostly in vain, and the table is larger than what
//! the processor has at hand: so a place of it holds the word itself, or how a long one begins, and
//! most words are told by one look at the memory.

use super::hash::FastMap;
use super::words::UNKNOWN;

/// Bytes of a word that stand in the table.
const HEAD: usize = 11;

/// How a word begins, and how long it is: all there is to a short one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Head {
    /// The first eight bytes, those that lack being nought.
    low: u64,
    /// Three more, and the number of bytes, or 255 for more.
    high: u32,
}

/// The bits of a head that hold the first so many bytes of a word.
const KEPT: [(u64, u32); HEAD + 1] = {
    let mut kept = [(0, 0); HEAD + 1];
    let mut size = 1;
    while size <= HEAD {
        let (low, high): (u64, u32) = kept[size - 1];
        kept[size] = if size <= 8 { (low << 8 | 0xff, 0) } else { (low, high << 8 | 0xff) };
        size += 1;
    }
    kept
};

#[inline]
fn four(bytes: &[u8], at: usize) -> u64 {
    let mut four = [0; 4];
    four.copy_from_slice(&bytes[at..at + 4]);
    u64::from(u32::from_le_bytes(four))
}

#[inline]
fn eight(bytes: &[u8], at: usize) -> u64 {
    let mut eight = [0; 8];
    eight.copy_from_slice(&bytes[at..at + 8]);
    u64::from_le_bytes(eight)
}

impl Head {
    #[inline]
    fn of(word: &[u8]) -> Self {
        let size = word.len();
        // Reads that overlap tell the same bytes at the same place.
        let (low, more) = match size {
            0 => (0, 0),
            1..=3 => (word.iter().rev().fold(0, |all, &byte| all << 8 | u64::from(byte)), 0),
            4..=7 => (four(word, 0) | four(word, size - 4) << (8 * (size - 4)), 0),
            8 => (eight(word, 0), 0),
            9..=HEAD => (eight(word, 0), eight(word, size - 8) >> (8 * (16 - size))),
            _ => (eight(word, 0), eight(word, 3) >> 40),
        };
        Self { low, high: more as u32 | (size.min(255) as u32) << 24 }
    }

    /// The same of the first of sixteen bytes, as many as the word has, without asking how many.
    #[inline]
    fn within(room: &[u8; 16], size: usize) -> Self {
        let (low, high) = KEPT[size.min(HEAD)];
        let more = eight(room, 8) as u32 & high;
        Self { low: eight(room, 0) & low, high: more | (size.min(255) as u32) << 24 }
    }

    /// A number that scatters words, in its highest bits.
    #[inline]
    fn scattered(self, word: &[u8]) -> u64 {
        const MANY: u64 = 0x517c_c1b7_2722_0a95;
        let mix = |all: u64, more: u64| (all.rotate_left(23) ^ more).wrapping_mul(MANY);
        let mut all = mix(self.low.wrapping_mul(MANY), u64::from(self.high));
        if word.len() > HEAD {
            all = mix(all, eight(word, word.len() - 8));
            all = word[HEAD..].chunks_exact(8).fold(all, |all, each| mix(all, eight(each, 0)));
        }
        all
    }
}

/// A place of the table: the parts of a head and the number of the word, side by side so that no
/// byte is lost between them.
#[derive(Debug, Clone, Copy)]
struct Slot {
    low: u64,
    high: u32,
    number: u32,
}

impl Slot {
    #[inline]
    fn is(&self, head: Head) -> bool {
        self.low == head.low && self.high == head.high
    }
}

/// What is looked for, and the number that tells where.
#[derive(Debug, Clone, Copy, Default)]
struct Sought {
    head: Head,
    hash: u64,
}

const FREE: Slot = Slot { low: 0, high: 0, number: UNKNOWN };
/// Words that are looked for at once.
const TOGETHER: usize = 32;

/// Words and their numbers.
#[derive(Debug)]
pub struct Numbers {
    /// No more than half of them are taken.
    slots: Vec<Slot>,
    shift: u32,
    words: Vec<String>,
}

impl Numbers {
    /// Numbers words by how often they are met, so that those of which most is asked stand side by
    /// side wherever something is kept by number; among equals the first one comes first.
    pub fn new(seen: &[&str]) -> Self {
        let mut counts: FastMap<&str, (usize, usize)> = FastMap::default();
        for (at, word) in seen.iter().enumerate() {
            counts.entry(word).or_insert((0, at)).0 += 1;
        }
        let mut counted: Vec<(&str, (usize, usize))> = counts.into_iter().collect();
        counted.sort_unstable_by_key(|&(_, (count, at))| (std::cmp::Reverse(count), at));
        let size = (2 * counted.len()).next_power_of_two().max(2);
        let mut made = Self {
            slots: vec![FREE; size],
            shift: 64 - size.trailing_zeros(),
            words: counted.into_iter().map(|(word, _)| word.to_string()).collect(),
        };
        for number in 0..made.words.len() {
            let word = made.words[number].as_bytes();
            let head = Head::of(word);
            let mut at = made.place(head.scattered(word));
            while made.slots[at].number != UNKNOWN {
                at = (at + 1) % size;
            }
            made.slots[at] = Slot { low: head.low, high: head.high, number: number as u32 };
        }
        made
    }

    /// The number of a word, if it has one.
    #[inline]
    pub fn get(&self, word: &str) -> Option<u32> {
        let sought = Self::sought(Head::of(word.as_bytes()), word.as_bytes());
        self.find(sought, word.as_bytes())
    }

    /// Numbers of many words, which stand in a text one after the other, `UNKNOWN` for none; and
    /// the same with a number for each of those, too, beyond the numbers that there are.
    ///
    /// Of some words it is first worked out where each one would stand, then all those places are
    /// looked at: the memory brings several at once, as long as nothing is decided between.
    pub fn of_all(&self, text: &str, spans: &[(u32, u32)]) -> (Vec<u32>, Vec<u32>) {
        let bytes = text.as_bytes();
        let mut numbers = Vec::with_capacity(spans.len());
        let mut alike = Vec::with_capacity(spans.len());
        let mut strangers = Strangers::new(spans.len(), self.words.len() as u32);
        let (mut sought, mut met) = ([Sought::default(); TOGETHER], [FREE; TOGETHER]);
        for some in spans.chunks(TOGETHER) {
            for (sought, &(from, to)) in sought.iter_mut().zip(some) {
                let (from, to) = (from as usize, to as usize);
                let room = bytes.get(from..from + 16).and_then(|room| room.try_into().ok());
                let head = match room {
                    Some(room) => Head::within(room, to - from),
                    None => Head::of(&bytes[from..to]),
                };
                *sought = Self::sought(head, &bytes[from..to]);
            }
            for (met, sought) in met.iter_mut().zip(&sought[..some.len()]) {
                *met = self.slots.get(self.place(sought.hash)).copied().unwrap_or(FREE);
            }
            for ((met, sought), &(from, to)) in met.iter().zip(&sought).zip(some) {
                let word = &bytes[from as usize..to as usize];
                let is_told = met.number == UNKNOWN || (word.len() <= HEAD && met.is(sought.head));
                let number = match is_told {
                    true => met.number,
                    false => self.find(*sought, word).unwrap_or(UNKNOWN),
                };
                numbers.push(number);
                alike.push(match number {
                    UNKNOWN => strangers.number(*sought, word),
                    number => number,
                });
            }
        }
        (numbers, alike)
    }

    #[inline]
    fn place(&self, hash: u64) -> usize {
        (hash >> self.shift) as usize
    }

    #[inline]
    fn sought(head: Head, word: &[u8]) -> Sought {
        Sought { head, hash: head.scattered(word) }
    }

    fn find(&self, sought: Sought, word: &[u8]) -> Option<u32> {
        let (head, mut at) = (sought.head, self.place(sought.hash));
        loop {
            let slot = self.slots.get(at)?;
            if slot.number == UNKNOWN {
                return None;
            }
            let is_it =
                || word.len() <= HEAD || self.words[slot.number as usize].as_bytes() == word;
            if slot.is(head) && is_it() {
                return Some(slot.number);
            }
            at = if at + 1 < self.slots.len() { at + 1 } else { 0 };
        }
    }

    /// All words, each with its number.
    pub fn iter(&self) -> impl Iterator<Item = (&str, u32)> {
        self.words.iter().zip(0..).map(|(word, number)| (word.as_str(), number))
    }

    pub fn len(&self) -> usize {
        self.words.len()
    }
}

/// Words of one text that have no number in the lexicon, each with one of its own.
struct Strangers<'t> {
    /// One more than the place of a word among those that were met; 0 for none.
    places: Vec<u32>,
    shift: u32,
    met: Vec<(Head, &'t [u8])>,
    first: u32,
}

impl<'t> Strangers<'t> {
    /// For so many words of a text at most; the first one has that number.
    fn new(most: usize, first: u32) -> Self {
        let size = (2 * most).next_power_of_two().max(2);
        let shift = 64 - size.trailing_zeros();
        Self { places: vec![0; size], shift, met: Vec::new(), first }
    }

    /// The number of a word, the same for the same word.
    fn number(&mut self, sought: Sought, word: &'t [u8]) -> u32 {
        let mut at = (sought.hash >> self.shift) as usize;
        loop {
            let known = self.places[at];
            match self.met.get((known as usize).wrapping_sub(1)) {
                None => {
                    self.met.push((sought.head, word));
                    self.places[at] = self.met.len() as u32;
                    return self.first + self.met.len() as u32 - 1;
                }
                Some(&(head, other)) if head == sought.head && other == word => {
                    return self.first + known - 1;
                }
                Some(_) => at = (at + 1) % self.places.len(),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Numbers;

    #[test]
    fn finds_each_word_and_no_other() {
        let letters = "abcdefghijklmnopqrstuvwxyzéèàçüöabcd";
        let all: Vec<String> = (0..36).map(|n| letters.chars().take(n).collect()).collect();
        let twice: Vec<&str> = all.iter().chain(&all[5..9]).map(String::as_str).collect();
        let numbers = Numbers::new(&twice);
        assert_eq!(numbers.len(), all.len());
        for word in &all {
            let number = numbers.get(word).expect("it was numbered");
            assert_eq!(numbers.iter().nth(number as usize), Some((word.as_str(), number)));
            assert_eq!(numbers.get(&format!("{word}!")), None);
        }
        assert_eq!(numbers.get(&all[5]), Some(0));
        assert_eq!(Numbers::new(&[]).get("word"), None);
    }
}
