//! Figures that nobody promises, or no longer: denied, negated, struck.
