"""Fields of work; they stand on engines and kernel."""
