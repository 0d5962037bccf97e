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
pub mod promises;
pub mod scan;
pub mod screen;
pub mod screen_after;
pub mod screen_blocks;
pub mod screen_bytes;
pub mod screen_words;
pub mod sums;
pub mod tails;
pub mod walk;
pub mod window;
