"""Bulletins: templates, wording, filling."""
