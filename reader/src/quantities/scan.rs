//! Where in a text numbers may stand, and the stretches of it that are worth reading.
