//! What the words before a date tell of it: its relation ("by", "depuis"), and past or future.
