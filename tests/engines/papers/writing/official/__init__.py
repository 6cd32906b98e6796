"""Official documents in each of their forms."""
