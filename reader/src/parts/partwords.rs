//! Words by which a text makes one figure a part of another: "dont", "of it", "the rest".
