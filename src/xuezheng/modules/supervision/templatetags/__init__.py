"""Tags of the pages of supervision."""
