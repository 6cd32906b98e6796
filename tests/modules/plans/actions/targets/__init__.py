"""Tests of the acts on targets."""
