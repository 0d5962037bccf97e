//! The lines of a text, and the width at which a program wrapped them.

use crate::pattern::classes::is_space;

/// What ends a sentence, or leads to what comes next.
pub(super) fn is_terminal(c: char) -> bool {
    matches!(c, '.' | '!' | '?' | '…' | ':' | ';')
}

/// Where the lines of a text begin and end, whatever ends them.
pub(super) fn lines(text: &[char]) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut start = 0;
    for (at, &c) in text.iter().enumerate() {
        let ends = match c {
            '\n' | '\u{c}' | '\u{b}' | '\u{2028}' | '\u{2029}' | '\u{85}' => true,
            '\r' => text.get(at + 1) != Some(&'\n'),
            _ => false,
        };
        if ends {
            found.push((start, at));
            start = at + 1;
        }
    }
    found.push((start, text.len()));
    found
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
