"""Tests of its web."""
