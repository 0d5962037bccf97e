"""Dates of a text, absolute and relative, and the day on which it was published."""
