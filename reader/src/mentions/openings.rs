//! Capitals that prove nothing: first words of sentences and bullets, and lines in capitals.
