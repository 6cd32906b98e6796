"""Views and middleware of the page frame."""
