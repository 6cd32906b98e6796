"""Pages of supervision orders."""
