//! Tries passages and languages out beside Python's.
use crate::base::wire::{Malformed, Reader, Writer};
use crate::documents::passages::{plain_language, split};
pub fn passages(bytes: &[u8], answer: &mut Writer) -> Result<(), Malformed> {
    let mut from = Reader::new(bytes)?;
    let text: Vec<char> = from.text().replace('\u{0}', "\n").chars().collect();
    answer.text(plain_language(&text).unwrap_or("?"));
    let found = split(&text);
    answer.size(found.len());
    for each in found {
        answer.size(each.start);
        answer.size(each.end);
        answer.text(each.kind.as_str());
        answer.int(each.section);
    }
    Ok(())
}
