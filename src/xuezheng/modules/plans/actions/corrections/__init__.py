"""Corrections of a draft, each its own act: of what was read nothing is changed in silence."""
