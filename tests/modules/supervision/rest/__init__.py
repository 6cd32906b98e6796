"""Tests of supervision: rest."""
