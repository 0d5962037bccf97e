//! Titles, headings, bullets, sentences and page furniture of a text, with their places.

use std::sync::OnceLock;

use super::furniture::{
    asks_consent, is_caption, is_dateline, is_furniture, leads_to_others, opens_as_furniture,
    reserves_rights, stripped,
};
use super::lines::{is_terminal, see, wrap_width, Seen};
use crate::base::chars;
use crate::base::chars::is_digit;
use crate::base::lexicon::lexicon;
use crate::base::FastSet;
use crate::claim::PassageKind;
use crate::pattern::classes::{is_space, is_word};
use crate::pattern::Pattern;

struct Lists {
    marker: Pattern,
    emoji: Pattern,
    hashes: Pattern,
    stop: Pattern,
    cry: Pattern,
    glued: Pattern,
    word: Pattern,
    titles: FastSet<String>,
    shortened: FastSet<String>,
    first_words: FastSet<String>,
    /// For each letter of ASCII a bit for each length of those titles and shortened words that
    /// begin with it.
    sizes: [u16; 128],
}

fn lists() -> &'static Lists {
    static LISTS: OnceLock<Lists> = OnceLock::new();
    LISTS.get_or_init(|| {
        let of = |name: &str| Pattern::of(&format!("documents.passages.{name}"));
        let listed = |name: &str| lexicon().list(&format!("documents.passages.{name}"));
        let set = |name: &str| listed(name).into_iter().collect();
        let mut sizes = [0; 128];
        for word in listed("_TITLES").iter().chain(&listed("_SHORTENED")) {
            if let Some(sizes) = word.chars().next().and_then(|c| sizes.get_mut(c as usize)) {
                *sizes |= 1 << word.chars().count().min(15);
            }
        }
        Lists {
            sizes,
            marker: of("_MARKER"),
            emoji: of("_EMOJI"),
            hashes: of("_HASHES"),
            stop: of("_STOP"),
            cry: of("_CRY"),
            glued: of("_GLUED"),
            word: of("_WORD"),
            titles: set("_TITLES"),
            shortened: set("_SHORTENED"),
            first_words: set("_FIRST_WORDS"),
        }
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

/// Where sentences end, and where the next begins; `stops` are the signs that may end them.
fn breaks(text: &[char], stops: &[usize]) -> Vec<(usize, usize)> {
    let known = lists();
    let mut found = Vec::with_capacity(stops.len());
    // Up to where the text was taken by what began with each sign.
    let mut past = [0; 4];
    for &at in stops {
        let past = match text[at] {
            '.' => {
                found.extend(glued(text, at));
                &mut past[0]
            }
            '?' => &mut past[1],
            '!' => &mut past[2],
            _ => &mut past[3],
        };
        if at < *past {
            continue;
        }
        if text[at] == '.' {
            let Some(following) = after_stop(text, at) else { continue };
            *past = following;
            if ends_sentence(text, at, following) {
                let told = text[..following - 1].iter().rposition(|&c| !is_space(c));
                found.push((told.map_or(0, |last| last + 1), following));
            }
        } else if let Some(end) = known.cry.match_end(text, at) {
            *past = end;
            let told = text[at..end].iter().rposition(|&c| !is_space(c));
            found.push((at + told.map_or(0, |last| last + 1), end));
        }
    }
    found.sort_unstable();
    found
}

/// Where the next sentence begins after a full stop, should one end there.
fn after_stop(text: &[char], stop: usize) -> Option<usize> {
    let after = &text[stop + 1..];
    match after.first() {
        // Nothing ends within a word or a number.
        Some(c) if c.is_ascii_alphanumeric() => return None,
        // Most end with blanks and a capital.
        Some(&c) if is_space(c) => {
            let blanks = after.iter().position(|&c| !is_space(c))?;
            if after[blanks].is_ascii_uppercase() {
                return Some(stop + 1 + blanks);
            }
        }
        _ => {}
    }
    lists().stop.match_end(text, stop)
}

/// Where a sentence begins right after a full stop, without a blank.
fn glued(text: &[char], stop: usize) -> Option<(usize, usize)> {
    let known = lists();
    if text.get(stop + 1).map_or(true, |c| c.is_ascii() && !c.is_ascii_uppercase()) {
        return None;
    }
    let following = known.glued.match_end(text, stop)?;
    let (from, to) = known.word.match_at(text, following)?.group(1)?;
    let word: String = text[from..to].iter().flat_map(|c| c.to_lowercase()).collect();
    known.first_words.contains(&word).then_some((following, following))
}

/// True where the full stop at `stop` ends a sentence, not an abbreviation.
fn ends_sentence(text: &[char], stop: usize, following: usize) -> bool {
    let known = lists();
    if stop > 8 && !text[stop - 8..stop].iter().any(|c| matches!(c, ' ' | '\n')) {
        return true; // longer than any abbreviation
    }
    let before = &text[stop.saturating_sub(9)..stop];
    let word = before.rsplit(|&c| is_space(c)).find(|word| !word.is_empty());
    let Some(mut word) = word else { return true };
    while let [first, rest @ ..] = word {
        if !matches!(first, '(' | '"' | '«' | '[') {
            break;
        }
        word = rest;
    }
    if let Some(at) = word.iter().rposition(|&c| c == '\'') {
        word = &word[at + 1..];
    }
    let lowered: String = match may_be_shortened(word) {
        true => word.iter().flat_map(|c| c.to_lowercase()).collect(),
        false => String::new(),
    };
    if known.titles.contains(&lowered) {
        return false;
    }
    if !known.shortened.contains(&lowered) {
        let initial = matches!(word, [one] if chars::is_upper(*one));
        let dotted = word.contains(&'.') && !word.iter().any(|&c| is_digit(c));
        if !initial && !dotted {
            return true;
        }
    }
    let next = known.word.match_at(text, following).and_then(|found| found.group(1));
    let Some((from, to)) = next else {
        return !text.get(following).is_some_and(|&c| is_digit(c));
    };
    let next: String = text[from..to].iter().flat_map(|c| c.to_lowercase()).collect();
    known.first_words.contains(&next) && chars::is_upper(text[from])
}

/// False for most words that are no title and nothing shortened.
fn may_be_shortened(word: &[char]) -> bool {
    // A letter beyond Latin-1 may become two.
    let is_plain = word.iter().all(|&c| c <= 'ÿ');
    let size = |c: &char| lists().sizes.get(c.to_ascii_lowercase() as usize);
    match word.first().and_then(size) {
        Some(sizes) if is_plain => sizes >> word.len().min(15) & 1 == 1,
        _ => true,
    }
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
