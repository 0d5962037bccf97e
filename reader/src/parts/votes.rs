//! What a figure's fellows say of the whole that it is a part of.
