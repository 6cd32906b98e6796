"""Collections: their list, their page, opening and chasing."""
