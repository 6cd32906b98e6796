"""Reads of values within what a post may see."""
