"""Orders, rankings and reports of special supervision as files."""
