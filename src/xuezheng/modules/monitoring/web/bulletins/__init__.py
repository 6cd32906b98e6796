"""Pages of bulletins: their list, drafting, one bulletin with its files, batches, what is published."""
