"""Files that leave the platform."""
