"""What changes in the lake, one file a use case."""
