//! How Python and the reader hand things to one another: a row of whole numbers, and the strings
//! that some of them stand for.
//!
//! Both sides write and read the same things in the same order; nothing is named. Layout, little
//! endian: number of integers, number of bytes of text (two u64), the integers (i64 each), the
//! text in UTF-8, its strings parted by a line feed.

/// What was handed over does not hold what was looked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Malformed(pub String);

/// Takes apart what Python wrote.
pub struct Reader<'a> {
    numbers: &'a [u8],
    at: usize,
    pub strings: Vec<&'a str>,
}

impl<'a> Reader<'a> {
    /// Opens what Python wrote.
    pub fn new(bytes: &'a [u8]) -> Result<Self, Malformed> {
        let count = |at: usize| -> Option<usize> {
            let eight: [u8; 8] = bytes.get(at..at + 8)?.try_into().ok()?;
            usize::try_from(u64::from_le_bytes(eight)).ok()
        };
        let read = || {
            let (numbers, text) = (count(0)?.checked_mul(8)?, count(8)?);
            let numbers = bytes.get(16..numbers.checked_add(16)?)?;
            let text = bytes.get(16 + numbers.len()..(16 + numbers.len()).checked_add(text)?)?;
            let text = std::str::from_utf8(text).ok()?;
            Some(Reader { numbers, at: 0, strings: text.split('\n').collect() })
        };
        read().ok_or_else(|| Malformed("no integers and text".to_string()))
    }

    /// The next integer.
    #[inline]
    pub fn int(&mut self) -> i64 {
        let from = self.at;
        self.at += 8;
        match self.numbers.get(from..self.at) {
            Some(eight) => i64::from_le_bytes(eight.try_into().unwrap_or_default()),
            None => 0,
        }
    }

    /// The next integer as a number of something; nothing negative.
    #[inline]
    pub fn size(&mut self) -> usize {
        usize::try_from(self.int()).unwrap_or(0)
    }

    #[inline]
    pub fn flag(&mut self) -> bool {
        self.int() != 0
    }

    /// The next string.
    #[inline]
    pub fn text(&mut self) -> &'a str {
        let number = self.size();
        self.strings.get(number).copied().unwrap_or("")
    }

    /// As many of something as the next integer says.
    pub fn several<T>(&mut self, mut read: impl FnMut(&mut Self) -> T) -> Vec<T> {
        let count = self.size();
        (0..count).map(|_| read(self)).collect()
    }

    /// True where more was read than there is.
    pub fn is_overrun(&self) -> bool {
        self.at > self.numbers.len()
    }
}

/// Puts together what Python reads.
#[derive(Default)]
pub struct Writer {
    /// Eight bytes each.
    numbers: Vec<u8>,
    text: String,
    strings: usize,
}

impl Writer {
    /// One with room for so many numbers, and so much text.
    pub fn with_room(numbers: usize, text: usize) -> Self {
        let (numbers, text) = (Vec::with_capacity(8 * numbers), String::with_capacity(text));
        Self { numbers, text, strings: 0 }
    }

    pub fn int(&mut self, number: i64) {
        self.numbers.extend_from_slice(&number.to_le_bytes());
    }

    pub fn size(&mut self, number: usize) {
        self.int(number as i64);
    }

    pub fn maybe(&mut self, number: Option<usize>) {
        self.int(number.map_or(-1, |each| each as i64));
    }

    /// A string; line feeds in it become NUL.
    pub fn text(&mut self, text: &str) {
        if self.strings > 0 {
            self.text.push('\n');
        }
        if text.as_bytes().contains(&b'\n') {
            self.text.extend(text.chars().map(|c| if c == '\n' { '\0' } else { c }));
        } else {
            self.text.push_str(text);
        }
        self.size(self.strings);
        self.strings += 1;
    }

    pub fn maybe_text(&mut self, text: Option<&str>) {
        match text {
            Some(text) => self.text(text),
            None => self.int(-1),
        }
    }

    /// A number with a fraction, to the last bit.
    pub fn float(&mut self, number: f64) {
        self.int(number.to_bits() as i64);
    }

    /// All that was put in, as `Reader` takes it.
    pub fn bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(16 + self.numbers.len() + self.text.len());
        bytes.extend((self.numbers.len() as u64 / 8).to_le_bytes());
        bytes.extend((self.text.len() as u64).to_le_bytes());
        bytes.extend_from_slice(&self.numbers);
        bytes.extend_from_slice(self.text.as_bytes());
        bytes
    }
}
