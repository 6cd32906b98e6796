"""The whole API against its own description."""
