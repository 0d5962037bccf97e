//! What a word may be to the number that it stands beside, for the screen.
