"""What people do in supervision, one file a use case."""
