//! What an entity is to a quantity, named once for each combination: its kind and its relations.
