//! A tidied view of a document's text that maps every position back to the stored text.
//!
//! The stored text keeps its no-break spaces, typographic apostrophes, soft hyphens and ligatures,
//! for evidence must quote it exactly. Grammar is written against the view, where a space is a
//! space.

use crate::base::Written;

/// The tidied text, and the way back.
#[derive(Debug, Default)]
pub struct View {
    pub text: Vec<char>,
    /// The same in UTF-8.
    pub written: Written,
    /// For each place where it came from; none where that is the same.
    offsets: Option<Vec<usize>>,
}

impl View {
    /// Where the view's ``text[start..end]`` stands in the stored text.
    pub fn to_source(&self, start: usize, end: usize) -> (usize, usize) {
        let Some(offsets) = &self.offsets else { return (start, end) };
        let at = |place: usize| offsets.get(place).copied().unwrap_or_default();
        if start == end {
            return (at(start), at(start));
        }
        // The end is one past the last character kept, so that a dropped character that follows
        // the span (a soft hyphen, say) stays outside of it.
        (at(start), at(end - 1) + 1)
    }
}

/// Tidies a text for reading: one kind of space, apostrophe and dash; no soft hyphens.
pub fn view_of(stored: &str) -> View {
    let mut text = Vec::with_capacity(stored.len());
    let mut written = Written::with_capacity(stored.len());
    let mut uneven = breaks_words(stored);
    let mut rest = stored;
    while !rest.is_empty() {
        // Most of a text is ASCII, and is taken over by the stretch.
        let (plain, other) = rest.split_at(plain_size(rest.as_bytes()));
        text.extend(plain.bytes().map(|byte| char::from(if byte == b'\t' { b' ' } else { byte })));
        written.push_plain(plain);
        let mut others = other.chars();
        while let Some(c) = others.next() {
            uneven |= spelt(c).is_some();
            let c = alike(c);
            written.push(text.len(), c);
            text.push(c);
            if others.as_str().starts_with(|next: char| next.is_ascii()) {
                break;
            }
        }
        rest = others.as_str();
    }
    if stored.contains('\t') {
        written = written.replaced('\t', " ");
    }
    if !uneven {
        return View { text, written, offsets: None };
    }
    let dropped = line_break_hyphens(&text);
    if dropped.is_empty() && !text.iter().any(|&c| spelt(c).is_some()) {
        return View { text, written, offsets: None };
    }
    spell_out(&text, &dropped)
}

/// How many bytes of ASCII a text begins with.
fn plain_size(bytes: &[u8]) -> usize {
    const HIGH: u64 = 0x8080_8080_8080_8080;
    let mut at = 0;
    for some in bytes.chunks_exact(8) {
        let mut eight = [0; 8];
        eight.copy_from_slice(some);
        let high = u64::from_le_bytes(eight) & HIGH;
        if high != 0 {
            return at + high.trailing_zeros() as usize / 8;
        }
        at += 8;
    }
    at + bytes[at..].iter().position(|byte| !byte.is_ascii()).unwrap_or(bytes.len() - at)
}

/// True where a line ends in a hyphen.
fn breaks_words(stored: &str) -> bool {
    let bytes = stored.as_bytes();
    stored.match_indices('\n').any(|(at, _)| {
        let line = bytes[..at].strip_suffix(b"\r").unwrap_or(&bytes[..at]);
        line.last() == Some(&b'-')
    })
}

/// One kind of each space, apostrophe, quotation mark, hyphen and dash.
pub fn alike(c: char) -> char {
    match c {
        // Letters of Latin-1, as most are.
        'À'..='ÿ' => c,
        '\u{a0}' | '\u{202f}' | '\u{2009}' | '\u{2007}' | '\u{2008}' | '\u{2002}' | '\u{2003}'
        | '\u{3000}' => ' ',
        '\u{2019}' | '\u{2018}' | '\u{2bc}' | '\u{2032}' | '\u{ff07}' => '\'',
        '\u{201c}' | '\u{201d}' => '"',
        '\u{2011}' | '\u{2010}' | '\u{2012}' | '\u{2212}' => '-',
        '\u{2014}' => '\u{2013}',
        c => c,
    }
}

/// What is written instead of a character that is dropped or spelt out.
pub fn spelt(c: char) -> Option<&'static str> {
    Some(match c {
        'À'..='ÿ' => return None,
        '\u{ad}' | '\u{200b}' | '\u{200c}' | '\u{200d}' | '\u{2060}' | '\u{feff}' => "",
        '\u{fb00}' => "ff",
        '\u{fb01}' => "fi",
        '\u{fb02}' => "fl",
        '\u{fb03}' => "ffi",
        '\u{fb04}' => "ffl",
        '\u{fb05}' | '\u{fb06}' => "st",
        _ => return None,
    })
}

/// Places of the hyphens, and of the line breaks after them, of words that are broken at the end of
/// a line, as PDF pages give them: "inves-\ntissement".
fn line_break_hyphens(text: &[char]) -> Vec<usize> {
    let is_small =
        |at: usize| text.get(at).is_some_and(|c| matches!(c, 'a'..='z' | 'à'..='ö' | 'ø'..='ÿ'));
    let mut found = Vec::new();
    for (at, _) in text.iter().enumerate().filter(|(_, &c)| c == '-') {
        let end = match text[at + 1..] {
            ['\n', ..] => at + 2,
            ['\r', '\n', ..] => at + 3,
            _ => continue,
        };
        if at > 0 && is_small(at - 1) && is_small(end) {
            found.extend(at..end);
        }
    }
    found
}

/// Drops and spells out characters, keeping for each that remains where it came from.
fn spell_out(tidy: &[char], dropped: &[usize]) -> View {
    let mut text = Vec::with_capacity(tidy.len());
    let mut offsets = Vec::with_capacity(tidy.len() + 1);
    let mut dropped = dropped.iter().peekable();
    for (at, &c) in tidy.iter().enumerate() {
        if dropped.next_if(|&&each| each == at).is_some() {
            continue;
        }
        match spelt(c) {
            Some(letters) => text.extend(letters.chars()),
            None => text.push(c),
        }
        offsets.resize(text.len(), at);
    }
    offsets.push(tidy.len());
    View { written: Written::of(&text), text, offsets: Some(offsets) }
}
