"""Pages of universities: all against each other, and one with all that is measured of it."""
