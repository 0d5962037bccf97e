//! The noun that a sum belongs to by grammar alone: "un emprunt de 3 milliards", "a $3bn order".
