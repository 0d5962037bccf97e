//! The currency of money that does not state one, or states one of several: "$", "couronnes".
