//! Numbers as texts write them: "1.500", "8,5", "vingt-cinq", "une dizaine", "half a".
