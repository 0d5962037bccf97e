//! Quantities of a text: money, power, energy, areas, accelerators, jobs, people and sites.

use super::model::Quantity;
use super::scan::scan;

/// Finds every quantity of a view's text, in order, none overlapping another.
///
/// `low` is the text in lower case, of the same length; `stored` is what it is the view of.
pub fn find_quantities(text: &[char], low: &[char], stored: &str) -> Vec<Quantity> {
    scan(text, low, stored)
}
