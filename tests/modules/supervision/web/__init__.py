"""Tests of supervision: web."""
