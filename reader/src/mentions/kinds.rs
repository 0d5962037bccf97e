//! What an unknown name names, told by its own words and by what stands around it.
