"""Metadata packages."""
