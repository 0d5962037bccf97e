"""What is assumed about the world, with its sources."""
