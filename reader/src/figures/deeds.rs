//! What the verb beside a figure does: promises, weighs, raises later, gives by each, opens.
