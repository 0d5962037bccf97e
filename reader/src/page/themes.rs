//! What the sentences around a quantity tell of who pays: their theme, and the backers of a round.
