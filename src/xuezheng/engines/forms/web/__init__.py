"""Pages of forms, collections and reports."""
