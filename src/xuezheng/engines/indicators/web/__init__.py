"""The page of computations."""
