"""How entries stand to one another: parts and wholes, by words, by arithmetic, by time."""
