"""Tests of supervision: actions."""
