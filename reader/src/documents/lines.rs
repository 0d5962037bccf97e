//! The lines of a text, and the width at which a program wrapped them.

use crate::pattern::classes::is_space;

/// What ends a sentence, or leads to what comes next.
pub(super) fn is_terminal(c: char) -> bool {
    matches!(c, '.' | '!' | '?' | '…' | ':' | ';')
}

/// What a text is parted by, and what a closer look begins at: all seen in one pass.
pub(super) struct Seen {
    /// Where the lines begin and end, whatever ends them.
    pub lines: Vec<(usize, usize)>,
    /// Signs that a sentence may end with.
    pub stops: Vec<usize>,
    /// Signs of copyright, and words for cookies by a letter in them.
    pub notices: Vec<usize>,
}

impl Seen {
    /// True where a notice may stand between two places.
    pub fn has_notice(&self, start: usize, end: usize) -> bool {
        let next = self.notices.partition_point(|&at| at < start);
        self.notices.get(next).is_some_and(|&at| at < end)
    }
}

/// What a character is in that pass.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sign {
    Plain,
    Line,
    Return,
    Stop,
    Notice,
    /// The letter in "ookie" that is rare elsewhere.
    Rare,
}

/// Characters of Latin-1.
const NEAR: usize = 256;

const SIGNS: [Sign; NEAR] = {
    let mut signs = [Sign::Plain; NEAR];
    signs[b'\n' as usize] = Sign::Line;
    signs[0x0b] = Sign::Line;
    signs[0x0c] = Sign::Line;
    signs[0x85] = Sign::Line;
    signs[b'\r' as usize] = Sign::Return;
    signs[b'.' as usize] = Sign::Stop;
    signs[b'?' as usize] = Sign::Stop;
    signs[b'!' as usize] = Sign::Stop;
    signs['©' as usize] = Sign::Notice;
    signs[b'k' as usize] = Sign::Rare;
    signs
};

#[inline]
fn sign(c: char) -> Sign {
    match c {
        '\u{2028}' | '\u{2029}' => Sign::Line,
        '…' => Sign::Stop,
        c => SIGNS.get(c as usize).copied().unwrap_or(Sign::Plain),
    }
}

/// Looks a text through.
pub(super) fn see(text: &[char]) -> Seen {
    let mut seen = Seen { lines: Vec::new(), stops: Vec::new(), notices: Vec::new() };
    let mut start = 0;
    for (at, &c) in text.iter().enumerate() {
        let ends = match sign(c) {
            Sign::Plain => continue,
            Sign::Line => true,
            Sign::Return => text.get(at + 1) != Some(&'\n'),
            Sign::Stop => {
                seen.stops.push(at);
                false
            }
            Sign::Notice => {
                seen.notices.push(at);
                false
            }
            Sign::Rare => {
                if at > 1 && text[at - 2..].starts_with(&['o', 'o', 'k', 'i', 'e']) {
                    seen.notices.push(at);
                }
                false
            }
        };
        if ends {
            seen.lines.push((start, at));
            start = at + 1;
        }
    }
    seen.lines.push((start, text.len()));
    seen
}

/// The width at which lines were wrapped by a program; 0 where paragraphs stand on one line.
pub(super) fn wrap_width(text: &[char], lines: &[(usize, usize)]) -> usize {
    let longest = lines.iter().map(|(from, to)| to - from).max().unwrap_or(0);
    if lines.len() < 5 || longest > 205 {
        return 0;
    }
    let told: Vec<&[char]> = lines
        .iter()
        .map(|&(from, to)| &text[from..to])
        .filter(|line| line.iter().any(|&c| !is_space(c)))
        .collect();
    let mut widths: Vec<usize> = told.iter().map(|line| line.len()).collect();
    widths.sort_unstable();
    let Some(&widest) = widths.last() else { return 0 };
    let wide = widths[(0.9 * (widths.len() - 1) as f64) as usize];
    if !(30..=130).contains(&wide) || widest as f64 > 1.5 * wide as f64 + 10.0 {
        return 0;
    }
    let full: Vec<&[char]> =
        told.iter().copied().filter(|line| line.len() as f64 >= 0.75 * wide as f64).collect();
    let end_of = |line: &&&[char]| line.iter().rev().find(|&&c| !is_space(c)).copied();
    let unfinished = full.iter().filter(|l| !end_of(l).is_some_and(is_terminal)).count();
    let is_wrapped = full.len() as f64 >= 0.3 * told.len() as f64
        && unfinished as f64 > 0.55 * full.len() as f64;
    if is_wrapped {
        wide
    } else {
        0
    }
}
