//! Which quantities of a text add up to another one: 230 + 290 = 520 MW, 1.2 + 2.4 = 3.6 billion.
