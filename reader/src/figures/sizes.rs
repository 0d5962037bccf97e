//! Figures that are the size of something: "Le marché mondial atteindra 400 milliards".
