"""Pages of metadata packages: hand one out, look into one that came, take its parts in."""
