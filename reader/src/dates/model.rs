//! What the grammar of dates finds.

use crate::base::Str;

/// A date, or a length of time, that a text names.
#[derive(Debug, Clone, PartialEq)]
pub struct DateMention {
    pub start: usize,
    pub end: usize,
    /// Partial date; None where it is relative to an unknown day.
    pub value: Option<String>,
    /// ``in``, ``by``, ``end``, ``start``, ``over`` or ``past``.
    pub relation: Str,
}
