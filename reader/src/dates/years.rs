//! Dates that a year in digits ends or begins: "12/02/2025", "T3 2027", "2026-30", "2025-02-10".
