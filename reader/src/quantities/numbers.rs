//! Numbers where they stand: in digits or words, with what is part of them and a currency before.
