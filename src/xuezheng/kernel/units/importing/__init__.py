"""Units from a file: its columns, the check of every row, the report. What writes them is the action import_units."""
