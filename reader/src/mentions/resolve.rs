//! Which mentions of a document stand for the same party, project or place.
