"""Tests mirror src; architecture/ and e2e/ stand beside."""
