"""Pages that compose the others: home, search, about, health."""
