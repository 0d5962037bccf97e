"""An AI campus in operation, hour by hour."""
