"""Tests of the organisation of the work."""
