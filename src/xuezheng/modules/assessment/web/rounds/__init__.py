"""Pages of rounds: list, one round, its standard, its ranking, one unit."""
