"""What operators do with an installation: starting, stopping, preparing, examining, keeping a copy."""
