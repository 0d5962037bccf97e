//! What words around a place tell of it, other than that something is built there.
