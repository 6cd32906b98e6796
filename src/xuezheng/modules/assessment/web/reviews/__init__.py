"""The page on which an expert judges a unit."""
