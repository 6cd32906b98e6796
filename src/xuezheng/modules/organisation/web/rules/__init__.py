"""Pages of rule documents."""
