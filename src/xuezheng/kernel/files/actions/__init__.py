"""What can be done with files: one file for each use case."""
