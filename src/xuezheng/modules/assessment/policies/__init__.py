"""Who may see and change what the module keeps. The database says the same of reading (see the migration)."""
