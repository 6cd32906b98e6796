"""Pages of coverage: which units have what they must have."""
