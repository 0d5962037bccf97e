//! A tidied view of a document's text that maps every position back to the stored text.
//!
//! The stored text keeps its no-break spaces, typographic apostrophes, soft hyphens and ligatures,
//! for evidence must quote it exactly. Grammar is written against the view, where a space is a
//! space.

/// The tidied text, and the way back.
#[derive(Debug, Default)]
pub struct View {
    pub text: Vec<char>,
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
    let mut uneven = stored.contains("-\n") || stored.contains("-\r\n");
    let mut rest = stored;
    while !rest.is_empty() {
        // Most of a text is ASCII, and is taken over by the stretch.
        let size = rest.bytes().position(|byte| byte >= 0x80).unwrap_or(rest.len());
        let (plain, other) = rest.split_at(size);
        text.extend(plain.bytes().map(|byte| char::from(if byte == b'\t' { b' ' } else { byte })));
        let mut others = other.chars();
        while let Some(c) = others.next() {
            uneven |= spelt(c).is_some();
            text.push(alike(c));
            if others.as_str().starts_with(|next: char| next.is_ascii()) {
                break;
            }
        }
        rest = others.as_str();
    }
    if !uneven {
        return View { text, offsets: None };
    }
    let dropped = line_break_hyphens(&text);
    if dropped.is_empty() && !text.iter().any(|&c| spelt(c).is_some()) {
        return View { text, offsets: None };
    }
    spell_out(&text, &dropped)
}

/// One kind of each space, apostrophe, quotation mark, hyphen and dash.
pub fn alike(c: char) -> char {
    match c {
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
    View { text, offsets: Some(offsets) }
}
