"""Reads of the lake."""
