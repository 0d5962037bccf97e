"""Entries held against one another: what sums leave of each, and what cannot all be true."""
