"""The compiled reader: the rules of the other rooms, in Rust (``reader/``), many times as fast."""
