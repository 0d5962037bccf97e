//! Places: known by the gazetteer, or told by what stands around a name never seen before.
