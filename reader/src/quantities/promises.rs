//! One number read by itself, for the screen (`screen`): whether a quantity may come of it.

use super::amounts::read_amount;
use super::numbers::is_before_point;
use super::numerals::digits_at;
use super::pairs::read_pair;
use super::walk::{is_joining, start_of, Walk, VAGUE};
use super::window::{is_count, MILLION};

impl Walk<'_, '_> {
    /// Whether the number at a place, read by itself, may be a quantity.
    ///
    /// Asked of numbers before which the text has none: nothing can be carried on from another, and
    /// what `read` would leave out (a year, the end of a range) is let pass.
    pub fn promises(&mut self, at: usize) -> bool {
        let (raw, low) = (self.numbers.raw, self.numbers.low);
        let (mut start, mut prefix) = (at, None);
        let numeral = if raw[at].is_ascii_digit() {
            let Some(mut numeral) = digits_at(raw, at) else { return false };
            let before = if at > 0 { raw[at - 1] } else { ' ' };
            self.numbers.complete(at, before, &mut numeral);
            if before == '.' && is_before_point(raw, at) {
                start = at - 1;
            }
            if start > 0 {
                prefix = self.numbers.prefix(start);
            }
            numeral
        } else {
            let (found, numeral) = self.numbers.words_around(at);
            start = found;
            let Some(numeral) = numeral else { return false };
            numeral
        };
        let mut amount = read_amount(self.window, start, numeral, prefix.as_ref());
        if amount.scale >= MILLION {
            return true; // Whether that is money, the language around may tell.
        }
        if amount.measure.is_some() {
            let is_vague = amount.numeral.several && amount.numeral.value < VAGUE;
            return !(is_vague && is_count(amount.measure));
        }
        if amount.numeral.decimal.is_some() && !amount.closed {
            return true; // So it may where "1.500" is two numbers.
        }
        let end = amount.end;
        if is_joining(&start_of(low, end)) || matches!(raw.get(end), None | Some('-' | '–')) {
            if let Some(pair) = read_pair(self.window, &mut amount, prefix.as_ref(), 0) {
                return pair.kind != "bare";
            }
        }
        self.unmeasured(amount);
        !self.found.is_empty()
    }
}
