//! Tries the grammar of quantities out beside Python's.
use crate::base::wire::{Malformed, Reader, Writer};
use crate::quantities::find::find_quantities;
pub fn quantities(bytes: &[u8], answer: &mut Writer) -> Result<(), Malformed> {
    let mut from = Reader::new(bytes)?;
    let text: Vec<char> = from.text().replace('\u{0}', "\n").chars().collect();
    let found = find_quantities(&text, &crate::text::tokens::lower_case(&text));
    answer.size(found.len());
    for q in found {
        answer.size(q.start);
        answer.size(q.end);
        answer.text(q.measure.as_str());
        answer.maybe_text(q.low.map(|v| v.text()).as_deref());
        answer.maybe_text(q.high.map(|v| v.text()).as_deref());
        answer.text(q.unit);
        answer.size(q.units.len());
        for u in &q.units {
            answer.text(u);
        }
        answer.text(q.unit_source);
        let (a, b) = q.noun.map_or((-1, -1), |(a, b)| (a as i64, b as i64));
        answer.int(a);
        answer.int(b);
        answer.text(q.hedge);
        answer.text(q.form);
    }
    Ok(())
}
