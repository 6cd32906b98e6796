"""Pages of scores, weights and appeals."""
