"""The editor of a draft: its parts as a page, each with its form."""
