//! What can be seen around a quantity, as named features for the weighed decisions.
