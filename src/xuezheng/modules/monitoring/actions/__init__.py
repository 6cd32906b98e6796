"""What the module does: noting what is due, and measuring it."""
