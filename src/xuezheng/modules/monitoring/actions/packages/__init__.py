"""Handing out a package, and taking one in."""
