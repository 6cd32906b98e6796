"""Tests of its rest."""
