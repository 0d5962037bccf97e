//! What stands right before and right after a number, for the screen: a noun, a hedge, a currency.
