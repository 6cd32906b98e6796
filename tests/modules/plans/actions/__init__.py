"""Tests of the acts."""
