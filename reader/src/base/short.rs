//! A short string that needs no memory of its own: a word taken out of a text to be looked up.

use std::fmt;
use std::ops::Deref;

const ROOM: usize = 46;

/// A string; a short one lies in here, a longer one elsewhere.
#[derive(Clone)]
pub enum Short {
    Here { size: u8, bytes: [u8; ROOM] },
    There(String),
}

impl Short {
    /// The string of some characters.
    #[inline]
    pub fn of(chars: &[char]) -> Self {
        let mut bytes = [0; ROOM];
        let mut size = 0;
        for &c in chars {
            if size + c.len_utf8() > ROOM {
                return Self::There(chars.iter().collect());
            }
            if c.is_ascii() {
                bytes[size] = c as u8;
                size += 1;
            } else {
                size += c.encode_utf8(&mut bytes[size..]).len();
            }
        }
        Self::Here { size: size as u8, bytes }
    }
}

impl From<&str> for Short {
    fn from(text: &str) -> Self {
        let mut bytes = [0; ROOM];
        match bytes.get_mut(..text.len()) {
            Some(room) => {
                room.copy_from_slice(text.as_bytes());
                Self::Here { size: text.len() as u8, bytes }
            }
            None => Self::There(text.to_string()),
        }
    }
}

impl Deref for Short {
    type Target = str;

    #[inline]
    fn deref(&self) -> &str {
        match self {
            // What was put in was made of whole characters.
            Self::Here { size, bytes } => {
                std::str::from_utf8(&bytes[..usize::from(*size)]).unwrap_or_default()
            }
            Self::There(text) => text,
        }
    }
}

impl Default for Short {
    fn default() -> Self {
        Self::Here { size: 0, bytes: [0; ROOM] }
    }
}

impl fmt::Display for Short {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(self)
    }
}

impl fmt::Debug for Short {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        fmt::Debug::fmt(&**self, f)
    }
}

impl PartialEq for Short {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl PartialEq<str> for Short {
    fn eq(&self, other: &str) -> bool {
        **self == *other
    }
}

impl PartialEq<&str> for Short {
    fn eq(&self, other: &&str) -> bool {
        **self == **other
    }
}
