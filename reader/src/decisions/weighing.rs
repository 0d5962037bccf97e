//! What speaks for each entity at each quantity of a page, added up.
