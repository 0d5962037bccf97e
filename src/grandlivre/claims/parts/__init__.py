"""Which figure is a part, a whole or a repeat of which."""
