"""Reading units, within what the post may see: one unit, the tree of any day, by name."""
