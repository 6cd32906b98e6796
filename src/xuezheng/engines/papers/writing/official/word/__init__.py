"""The model as a Word file."""
