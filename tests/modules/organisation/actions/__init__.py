"""Tests of its actions."""
