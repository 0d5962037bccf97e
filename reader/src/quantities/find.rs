//! Quantities of a text: money, power, energy, areas, accelerators, jobs, people and sites.
