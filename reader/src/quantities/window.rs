//! What the grammar of quantities hands from one module to the next.
