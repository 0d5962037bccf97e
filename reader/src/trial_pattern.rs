//! Tries expressions out beside Python's.
use crate::base::wire::{Malformed, Reader, Writer};
use crate::pattern::Pattern;
pub fn matches(bytes: &[u8], answer: &mut Writer) -> Result<(), Malformed> {
    let mut from = Reader::new(bytes)?;
    let pattern = from.text().replace('\u{0}', "\n");
    let flags = from.int();
    let groups = from.size();
    let pattern = Pattern::new(&pattern, flags).map_err(Malformed)?;
    let texts = from.several(|f| {
        (f.text().replace('\u{0}', "\n").chars().collect::<Vec<char>>(), f.several(Reader::size))
    });
    for (text, places) in texts {
        for at in places {
            let found = pattern.match_at(&text, at);
            put(answer, groups, found);
            let found = pattern.search(&text, at);
            put(answer, groups, found);
        }
        let all = pattern.find_all(&text);
        answer.size(all.len());
        for each in all {
            put(answer, groups, Some(each));
        }
    }
    Ok(())
}
fn put(answer: &mut Writer, groups: usize, found: Option<crate::pattern::Match>) {
    match found {
        None => answer.int(-1),
        Some(found) => {
            answer.size(groups);
            for span in (0..groups).map(|n| found.group(n)) {
                let (a, b) = span.map_or((-1, -1), |(a, b)| (a as i64, b as i64));
                answer.int(a);
                answer.int(b);
            }
        }
    }
}
