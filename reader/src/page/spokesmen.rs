//! Whose money a person speaks of or asks for: that of the house at whose head he is named.
