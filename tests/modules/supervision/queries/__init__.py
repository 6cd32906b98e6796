"""Tests of supervision: queries."""
