//! Hedges around an amount, and what makes it a price: "plus de", "or more", "par mois".
