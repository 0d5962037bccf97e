//! Quantities of a text: money, power, energy, areas, accelerators, jobs, people and sites.

use super::model::Quantity;
use super::scan::scan;
use super::screen::Doubt;

/// Finds every quantity of a view's text, in order, none overlapping another.
///
/// `low` is the text in lower case, of the same length; `stored` is what it is the view of, and
/// `doubt` tells where in that the screen found the first number that may make one.
pub fn find_quantities(text: &[char], low: &[char], stored: &str, doubt: Doubt) -> Vec<Quantity> {
    scan(text, low, stored, doubt)
}
