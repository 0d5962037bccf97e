//! What a number counts: the noun after it, past its adjectives.
