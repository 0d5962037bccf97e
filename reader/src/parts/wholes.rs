//! The quantities that another one may be a part of, with their features.
