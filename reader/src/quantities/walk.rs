//! The walk through a stretch of text from number to number, and what one leaves to the next.
