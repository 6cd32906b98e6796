"""Rows on their way in: read from whatever they come in, placed in the tree, checked by column, told about."""
