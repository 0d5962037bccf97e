//! What the tokens of a text look like: which begin with a capital, and which begin a line.

use crate::base::chars;
use crate::text::view::View;

/// What one look at each token of a text tells.
pub struct Surfaces {
    /// For each token, whether it begins with a capital.
    pub capital: Vec<bool>,
    /// First tokens of lines, the first line's left out; an empty line has that of the next one.
    pub lines: Vec<usize>,
    /// Where the marks stand in the text that may open a quotation: each is a token of its own.
    pub quotes: Vec<usize>,
}

impl Surfaces {
    pub fn of(view: &View) -> Self {
        let text = view.text;
        let mut capital = Vec::with_capacity(view.len());
        let (mut lines, mut quotes, mut before) = (Vec::new(), Vec::new(), 0);
        for (token, (&start, &end)) in view.starts.iter().zip(view.ends).enumerate() {
            // One blank stands between most tokens.
            if start > before && (start > before + 1 || text[before] != ' ') {
                break_lines(&mut lines, &text[before..start], token);
            }
            before = end;
            let opening = text[start];
            if matches!(opening, '«' | '"') {
                quotes.push(start);
            }
            let is_second = || text.get(start + 1).copied().is_some_and(is_upper);
            capital.push(is_upper(opening) || (is_second() && is_camel(&text[start..end])));
        }
        break_lines(&mut lines, &text[before..], view.len());
        Self { capital, lines, quotes }
    }
}

/// Keeps the token after what stands between two, for each line that begins there.
fn break_lines(lines: &mut Vec<usize>, between: &[char], token: usize) {
    lines.extend(between.iter().filter(|&&c| c == '\n').map(|_| token));
}

/// `chars::is_upper`, which need not be asked of plain letters.
#[inline]
fn is_upper(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_uppercase();
    }
    chars::is_upper(c)
}

/// True for "aMoon", "iGenius"; not for "kWh".
fn is_camel(surface: &[char]) -> bool {
    surface.len() > 3
        && chars::is_lower(surface[0])
        && is_upper(surface[1])
        && chars::is_lower(surface[surface.len() - 1])
}
