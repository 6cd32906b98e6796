"""JSON endpoints of people, posts, tokens: over the same actions as the pages."""
