"""What monitoring shows on the home of a plan: the map of a target, the shortest way to it, the wall."""
