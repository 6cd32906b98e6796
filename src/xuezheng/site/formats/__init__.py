"""How numbers are written by language, where it differs from what Django ships. Read by the setting FORMAT_MODULE_PATH."""
