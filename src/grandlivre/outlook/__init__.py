"""When, and with what odds, the promises would be built."""
