//! Dates of a text, absolute and relative, as partial dates: "fin 2027", "last August", "T3 2027".
