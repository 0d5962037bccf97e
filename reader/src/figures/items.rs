//! What the lines of a list say of one another's figures.
