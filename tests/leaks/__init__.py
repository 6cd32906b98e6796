"""Every scoped table, every role, every way in: nothing of another unit comes out, not even that it exists."""
