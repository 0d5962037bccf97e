"""From groups to entries and programmes: bounds, titles, powers, and what stands aside."""
