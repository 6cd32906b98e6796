"""Pages of meetings and their resolutions."""
