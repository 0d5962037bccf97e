//! Quantities of a text: money, power, energy, areas, accelerators, jobs, people and sites.

pub mod amounts;
pub mod counts;
pub mod currencies;
pub mod ellipsis;
pub mod find;
pub mod forms;
pub mod hedges;
pub mod model;
pub mod money;
pub mod numbers;
pub mod numerals;
pub mod pairs;
pub mod people;
pub mod scan;
pub mod sums;
pub mod tails;
pub mod walk;
pub mod window;
