"""What people can ask for: their data, its erasure, and that nothing is kept for longer than needed."""
