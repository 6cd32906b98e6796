"""Filters of the pages of assessments."""
