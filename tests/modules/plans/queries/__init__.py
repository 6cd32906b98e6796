"""Tests of reading plans."""
