//! Tries the grammar of dates out beside Python's.
use crate::base::wire::{Malformed, Reader, Writer};
use crate::dates::find::find_dates;
use crate::dates::published::find_published;
pub fn dates(bytes: &[u8], answer: &mut Writer) -> Result<(), Malformed> {
    let mut from = Reader::new(bytes)?;
    let text: Vec<char> = from.text().replace('\u{0}', "\n").chars().collect();
    let days = from.several(|f| f.maybe_text().map(str::to_string));
    answer.maybe_text(find_published(&text).as_deref());
    for day in days {
        let found = find_dates(&text, day.as_deref());
        answer.size(found.len());
        for each in found {
            answer.size(each.start);
            answer.size(each.end);
            answer.maybe_text(each.value.as_deref());
            answer.text(each.relation);
        }
    }
    Ok(())
}

/// The fewest nanoseconds that each of the two takes, run as often as asked.
pub fn time(bytes: &[u8], answer: &mut Writer) -> Result<(), Malformed> {
    let mut from = Reader::new(bytes)?;
    let text: Vec<char> = from.text().replace('\u{0}', "\n").chars().collect();
    let many = from.size().max(1);
    let mut least = [u128::MAX; 2];
    for _ in 0..many {
        let start = std::time::Instant::now();
        std::hint::black_box(find_dates(std::hint::black_box(&text), Some("2026-03-01")));
        least[0] = least[0].min(start.elapsed().as_nanos());
        let start = std::time::Instant::now();
        std::hint::black_box(find_published(std::hint::black_box(&text)));
        least[1] = least[1].min(start.elapsed().as_nanos());
    }
    answer.size(least[0] as usize);
    answer.size(least[1] as usize);
    Ok(())
}
