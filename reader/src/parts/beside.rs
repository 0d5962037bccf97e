//! What stands beside a figure: between it and another one, and what tells it by the way.
