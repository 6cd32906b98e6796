"""Tests of its queries."""
