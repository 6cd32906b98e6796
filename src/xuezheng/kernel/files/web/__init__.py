"""Pages of files: the unit's list, adding, downloading and removing."""
