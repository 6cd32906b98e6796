"""What changes in the inbox, one file a use case."""
