//! Descriptions and adjectives of countries: mentions that name nobody by name.
