"""Facts of the world as data files with their source, and typed loaders for them."""
