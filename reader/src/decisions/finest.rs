//! Of several places that one quantity is tied to, the finest.
