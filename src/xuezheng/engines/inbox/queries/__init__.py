"""What is read from the inbox, by subject."""
