"""Pages of the lake: tables, their snapshots and rows, and handing in files."""
