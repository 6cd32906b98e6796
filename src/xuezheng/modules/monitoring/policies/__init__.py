"""Who may see and do what: what waits to be measured, and bulletins."""
