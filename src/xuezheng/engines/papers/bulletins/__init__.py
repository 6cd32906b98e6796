"""Bulletins as data: templates in YAML, checked with line and reason, filled from frozen numbers into an official document."""
