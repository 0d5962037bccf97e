//! Short quotations, which may be names of projects.

use crate::base::chars::is_space;

/// Letters of a quotation that may be a name.
const SHORTEST_QUOTED: usize = 2;
const LONGEST_QUOTED: usize = 60;

/// What may open or close a quotation, with the letters inside: `«\s*([^»\n]{2,60}?)\s*»`.
///
/// Where it goes on, and where what is quoted starts and ends; the next closing mark is at `close`.
fn guillemets(text: &[char], open: usize, close: usize) -> Option<(usize, usize)> {
    let blanks = text[open + 1..close].iter().take_while(|c| is_space(**c)).count();
    // Up to the last letter; of a blank quotation nothing.
    let letter = text[open + 1 + blanks..close].iter().rposition(|c| !is_space(*c));
    let till = letter.map_or(0, |at| open + 2 + blanks + at);
    // As little of the blanks before as will do.
    for start in (open + 1..=open + 1 + blanks).rev() {
        let end = till.max(start + SHORTEST_QUOTED);
        if end - start > LONGEST_QUOTED {
            return None;
        }
        if end <= close && !text[start..end].contains(&'\n') {
            return Some((start, end));
        }
    }
    None
}

/// Short quotations, by where the words in them start and end; `marks` are the places of the marks
/// that may open one, in order.
pub(super) fn quotations(text: &[char], marks: &[usize]) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut after = 0; // the last one
    let mut close = 0; // the first closing mark from here on
    for &at in marks {
        if at < after {
            continue;
        }
        if text[at] == '«' {
            close = close.max(at + 1);
            while close < text.len() && text[close] != '»' {
                close += 1;
            }
            if close < text.len() {
                if let Some(span) = guillemets(text, at, close) {
                    found.push(span);
                    after = close + 1;
                }
            }
        } else {
            let reach = text.len().min(at + LONGEST_QUOTED + 2);
            let inner = &text[at + 1..reach];
            let size = inner.iter().position(|c| matches!(c, '"' | '\n'));
            let is_closed = |size: &usize| inner[*size] == '"' && *size >= SHORTEST_QUOTED;
            if let Some(size) = size.filter(is_closed) {
                found.push((at + 1, at + 1 + size));
                after = at + 2 + size;
            }
        }
    }
    found
}
