"""What is drawn for each record table, by subject."""
