"""What can be done to the calendar: one file for each use case."""
