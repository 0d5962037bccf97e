//! Figures that another one of the sentence replaces, or is set against: "de 12 à 24 MW".
