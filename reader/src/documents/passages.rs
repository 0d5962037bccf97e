//! Titles, headings, bullets, sentences and page furniture of a text, with their places.

use std::sync::OnceLock;

use super::breaks::breaks;
use super::furniture::{
    asks_consent, is_caption, is_dateline, is_furniture, leads_to_others, opens_as_furniture,
    reserves_rights, stripped,
};
use super::lines::{is_terminal, see, wrap_width, Seen};
use crate::base::chars;
use crate::claim::PassageKind;
use crate::pattern::classes::{is_space, is_word};
use crate::pattern::Pattern;

struct Lists {
    marker: Pattern,
    emoji: Pattern,
    hashes: Pattern,
}

fn lists() -> &'static Lists {
    static LISTS: OnceLock<Lists> = OnceLock::new();
    LISTS.get_or_init(|| {
        let of = |name: &str| Pattern::of(&format!("documents.passages.{name}"));
        Lists { marker: of("_MARKER"), emoji: of("_EMOJI"), hashes: of("_HASHES") }
    })
}

/// A stretch of a text: a sentence, a bullet, a heading, or page furniture.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Passage {
    pub start: usize,
    pub end: usize,
    pub kind: PassageKind,
    /// Number of the block (paragraph, list, heading) that it stands in, counted from 0.
    pub section: i64,
}

/// What a line opens with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mark {
    Plain,
    Marker,
    Emoji,
    Hashes,
}

/// A paragraph, a list item or a heading: where it stands, and where its content does after what it
/// opens with.
#[derive(Debug, Clone, Copy)]
struct Block {
    start: usize,
    end: usize,
    mark: Mark,
    content: usize,
}

/// Parts a view's text into its passages, in order, not overlapping.
pub fn split(text: &[char]) -> Vec<Passage> {
    let seen = see(text);
    let found = passages(text, &blocks(text, &seen.lines), &breaks(text, &seen.stops), &seen);
    if found.iter().filter(|each| each.kind == PassageKind::Heading).count() > 2 {
        return rows_as_bullets(found, text);
    }
    found
}

/// Parts blocks at their sentence ends and says what each part is.
fn passages(
    text: &[char],
    blocks: &[Block],
    breaks: &[(usize, usize)],
    seen: &Seen,
) -> Vec<Passage> {
    use PassageKind::{Bullet, Furniture, Sentence};
    let mut found = Vec::with_capacity(blocks.len() + breaks.len());
    let mut section = -1;
    let (mut in_list, mut titled, mut related) = (false, false, false);
    let emoji_list = blocks.iter().filter(|block| block.mark == Mark::Emoji).count() > 1;
    let mut reached = 0;
    for block in blocks {
        let (mut start, end, mark) = (block.start, block.end, block.mark);
        let line = &text[start..end];
        let bullet = mark == Mark::Marker || (mark == Mark::Emoji && emoji_list && titled);
        if !(bullet && in_list) {
            section += 1;
        }
        in_list = bullet;
        while reached < breaks.len() && breaks[reached].0 <= start {
            reached += 1;
        }
        let first = reached;
        while reached < breaks.len() && breaks[reached].1 < end {
            reached += 1;
        }
        let mut kind = if seen.has_notice(start, end) && asks_consent_or_rights(line) {
            Furniture
        } else {
            kind_of(line, mark, bullet, reached > first, titled)
        };
        if kind == Furniture {
            related = leads_to_others(line);
        } else if related {
            let last = line[line.len() - 1];
            related = mark != Mark::Plain && reached == first && !matches!(last, '.' | ':' | ';');
            if related {
                kind = Furniture;
            }
        }
        if mark != Mark::Plain && (bullet || mark == Mark::Hashes) {
            start = block.content;
        }
        if kind == Sentence || kind == Bullet {
            titled = true;
            for &(stop, following) in &breaks[first..reached] {
                if stop > start {
                    found.push(Passage { start, end: stop, kind, section });
                    kind = Sentence;
                    start = following;
                }
            }
        } else if kind != Furniture {
            titled = true;
        }
        found.push(Passage { start, end, kind, section });
    }
    found
}

/// Takes three or more headings on lines that follow one another for the rows of a list.
fn rows_as_bullets(passages: Vec<Passage>, text: &[char]) -> Vec<Passage> {
    let mut kept = Vec::with_capacity(passages.len());
    let mut run: Vec<Passage> = Vec::new();
    let close = |kept: &mut Vec<Passage>, run: &mut Vec<Passage>| {
        if run.len() > 2 {
            let section = run[0].section;
            for each in run.iter_mut() {
                (each.kind, each.section) = (PassageKind::Bullet, section);
            }
        }
        kept.append(run);
    };
    for passage in passages {
        let is_heading = passage.kind == PassageKind::Heading;
        if is_heading {
            let follows = run.last().map_or(true, |last| {
                let between = text.get(last.end..passage.start).unwrap_or(&[]);
                between.iter().filter(|&&c| c == '\n').count() < 2
            });
            if follows {
                run.push(passage);
                continue;
            }
        }
        close(&mut kept, &mut run);
        (if is_heading { &mut run } else { &mut kept }).push(passage);
    }
    close(&mut kept, &mut run);
    kept
}

/// Paragraphs, list items and headings: lines, joined where a break is only a wrapped line.
fn blocks(text: &[char], lines: &[(usize, usize)]) -> Vec<Block> {
    let width = wrap_width(text, lines);
    let mut blocks: Vec<Block> = Vec::new();
    let mut last: Option<(usize, usize)> = None;
    for &(from, to) in lines {
        let raw = &text[from..to];
        let Some(skipped) = raw.iter().position(|&c| !is_space(c)) else {
            last = None;
            continue;
        };
        let start = from + skipped;
        let end = start + stripped(raw).len();
        let line = &text[start..end];
        let first = line[0];
        let (mut mark, mut content) = (Mark::Plain, start);
        if !chars::is_alpha(first) || line.get(1) == Some(&')') {
            (mark, content) = opening(line, start);
            if !line.iter().any(|&c| is_word(c)) {
                last = None;
                continue;
            }
        }
        let above = last.filter(|_| mark == Mark::Plain && (width > 0 || chars::is_lower(first)));
        match (above, blocks.last_mut()) {
            (Some((a, b)), Some(before)) if runs_on(before.mark, &text[a..b], line, width) => {
                before.end = end;
            }
            _ => blocks.push(Block { start, end, mark, content }),
        }
        last = Some((start, end));
    }
    blocks
}

/// What a line that does not begin with a letter opens with.
fn opening(line: &[char], start: usize) -> (Mark, usize) {
    let known = lists();
    let marks =
        [(&known.marker, Mark::Marker), (&known.hashes, Mark::Hashes), (&known.emoji, Mark::Emoji)];
    for (pattern, mark) in marks {
        if let Some(end) = pattern.match_end(line, 0) {
            return (mark, start + end);
        }
    }
    (Mark::Plain, start)
}

/// True where a line goes on from the one above.
fn runs_on(before: Mark, last: &[char], line: &[char], width: usize) -> bool {
    if last.last().copied().is_some_and(is_terminal) || before == Mark::Hashes {
        return false;
    }
    if is_furniture(last) || is_furniture(line) {
        return false;
    }
    chars::is_lower(line[0]) || (width > 0 && last.len() as f64 >= 0.8 * width as f64)
}

/// What a block is; `several` where it holds more than one sentence.
fn kind_of(line: &[char], mark: Mark, bullet: bool, several: bool, titled: bool) -> PassageKind {
    use PassageKind::{Bullet, Furniture, Heading, Sentence, Title};
    if opens_as_furniture(line) || is_caption(line) {
        return Furniture;
    }
    if bullet {
        return Bullet;
    }
    if mark == Mark::Hashes {
        return if titled { Heading } else { Title };
    }
    let size = line.len();
    if size > 200 {
        return Sentence;
    }
    let last = line[size - 1];
    if size <= 110 && last != '.' && is_dateline(line, !titled) {
        return Furniture;
    }
    let before = if size > 1 { Some(line[size - 2]) } else { None };
    let is_closed = matches!(last, '"' | '»' | '”' | ')')
        && before.map_or(true, |c| matches!(c, '.' | '!' | '…'));
    if matches!(last, '.' | ':' | ';' | ',' | '!' | '…') || is_closed {
        return Sentence;
    }
    if !titled {
        return Title;
    }
    if several || size > 160 || chars::is_lower(line[0]) {
        return Sentence;
    }
    Heading
}

/// True for a banner of cookies or rights, where a line has their words or signs.
fn asks_consent_or_rights(line: &[char]) -> bool {
    line.len() < 600 && (asks_consent(line) || reserves_rights(line))
}
