"""Compiled loops: the one door to numba, which is imported only when a projection is made."""
