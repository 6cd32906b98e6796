"""Tests of the composed site."""
