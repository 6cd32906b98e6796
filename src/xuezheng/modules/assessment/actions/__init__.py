"""What is done about rounds, experts and reviews: each act in one transaction, noted in the journal."""
