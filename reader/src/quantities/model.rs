//! What the grammar of quantities finds.

use crate::base::{Decimal, Str};
use crate::claim::Measure;

/// A quantity and where it stands in a view's text; `low` and `high` in the base unit, None open.
#[derive(Debug, Clone, PartialEq)]
pub struct Quantity {
    pub start: usize,
    pub end: usize,
    pub measure: Measure,
    pub low: Option<Decimal>,
    pub high: Option<Decimal>,
    /// ISO 4217 code, ``W``, ``Wh``, ``m2`` or ``count``; empty where the text says it elsewhere.
    pub unit: Str,
    /// Currencies that its word may mean, the likeliest first.
    pub units: Vec<Str>,
    /// ``text``, ``context`` or ``ambiguous``.
    pub unit_source: Str,
    /// Where the counted noun, the unit or the currency stands.
    pub noun: Option<(usize, usize)>,
    /// ``approx``, ``min``, ``max``, ``range``, ``several``; empty for none.
    pub hedge: Str,
    /// ``full``, ``elliptical``, ``change`` or ``unit_price``.
    pub form: Str,
}
