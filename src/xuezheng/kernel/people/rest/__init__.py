"""JSON endpoints of people."""
