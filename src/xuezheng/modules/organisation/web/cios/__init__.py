"""Pages of the register of CIOs."""
