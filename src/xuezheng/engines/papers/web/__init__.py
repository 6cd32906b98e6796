"""What the browser fetches for charts."""
