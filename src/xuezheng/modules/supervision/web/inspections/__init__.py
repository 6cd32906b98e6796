"""Pages of special supervision."""
