"""Pages of receiving a document, reviewing what was read, publication."""
