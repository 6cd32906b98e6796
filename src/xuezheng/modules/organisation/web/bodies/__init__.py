"""Pages of bodies and the seats in them."""
