//! Money without its currency, in cents, and the reading of "1.500" that the amount decides.
