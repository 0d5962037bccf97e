//! Amounts as exact decimals, in billionths.

use std::cmp::Ordering;

/// A decimal number in whole billionths: exact for every amount that the grammar reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Decimal(pub i128);

pub const ONE: i128 = 1_000_000_000;

impl Decimal {
    pub const ZERO: Self = Self(0);

    pub fn whole(number: i128) -> Self {
        Self(number.saturating_mul(ONE))
    }

    /// Reads what Python writes: ``8500000000``, ``0.049``, ``1.2E+10``. None for what is none.
    pub fn parse(text: &str) -> Option<Self> {
        let (text, exponent) = match text.split_once(['E', 'e']) {
            Some((digits, exponent)) => (digits, exponent.parse::<i32>().ok()?),
            None => (text, 0),
        };
        let (sign, text) = match text.strip_prefix('-') {
            Some(rest) => (-1, rest),
            None => (1, text),
        };
        let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
        let mut digits: i128 = 0;
        for digit in whole.bytes().chain(fraction.bytes()) {
            if !digit.is_ascii_digit() {
                return None;
            }
            digits = digits.checked_mul(10)?.checked_add(i128::from(digit - b'0'))?;
        }
        let mut places = 9 + exponent - fraction.len() as i32;
        while places > 0 {
            digits = digits.checked_mul(10)?;
            places -= 1;
        }
        while places < 0 {
            digits /= 10;
            places += 1;
        }
        Some(Self(sign * digits))
    }

    /// The nearest float.
    pub fn float(self) -> f64 {
        self.0 as f64 / ONE as f64
    }

    /// What is left when the fraction is cut off, as `int` in Python.
    pub fn int(self) -> i128 {
        self.0 / ONE
    }

    /// How it compares with a share of another one, told as a fraction of whole numbers.
    pub fn against(self, (parts, of): (i128, i128), whole: Self) -> Ordering {
        match (self.0.checked_mul(of), whole.0.checked_mul(parts)) {
            (Some(mine), Some(its)) => mine.cmp(&its),
            _ => (self.float() * of as f64).total_cmp(&(whole.float() * parts as f64)),
        }
    }

    /// How far it is from another one.
    pub fn gap(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0).saturating_abs())
    }

    pub fn plus(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }

    pub fn is_zero(self) -> bool {
        self.0 == 0
    }
}

impl Decimal {
    /// The product; the largest number where it is too large.
    pub fn times(self, other: Self) -> Self {
        if other.0 % ONE == 0 {
            return Self(self.0.saturating_mul(other.0 / ONE));
        }
        if self.0 % ONE == 0 {
            return Self(other.0.saturating_mul(self.0 / ONE));
        }
        match self.0.checked_mul(other.0) {
            Some(product) => Self(product / ONE),
            // Whole parts and fractions apart: neither can be too large for long.
            None => {
                let (whole, rest) = (self.0 / ONE, self.0 % ONE);
                let product = other.0.saturating_mul(whole);
                let more = match other.0.checked_mul(rest) {
                    Some(part) => part / ONE,
                    None => (other.0 / ONE).saturating_mul(rest),
                };
                Self(product.saturating_add(more))
            }
        }
    }

    /// The quotient, cut off after nine digits; zero where the other is zero.
    pub fn over(self, other: Self) -> Self {
        if other.0 == 0 {
            return Self::ZERO;
        }
        let (whole, rest) = (self.0 / other.0, self.0 % other.0);
        let fraction = match rest.checked_mul(ONE) {
            Some(part) => part / other.0,
            None => rest / (other.0 / ONE).max(1),
        };
        Self(whole.saturating_mul(ONE).saturating_add(fraction))
    }

    /// How Python would write it: ``8500000000``, ``0.049``.
    pub fn text(self) -> String {
        let (sign, size) = (if self.0 < 0 { "-" } else { "" }, self.0.unsigned_abs());
        let (whole, part) = match u64::try_from(size) {
            // What fits in few bits is parted much faster.
            Ok(size) => (u128::from(size / ONE as u64), u128::from(size % ONE as u64)),
            Err(_) => (size / ONE as u128, size % ONE as u128),
        };
        if part == 0 {
            return match u64::try_from(whole) {
                Ok(whole) if sign.is_empty() => whole.to_string(),
                _ => format!("{sign}{whole}"),
            };
        }
        let digits = format!("{part:09}");
        format!("{sign}{whole}.{}", digits.trim_end_matches('0'))
    }
}
