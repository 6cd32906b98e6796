"""Pages of appeals against published results."""
