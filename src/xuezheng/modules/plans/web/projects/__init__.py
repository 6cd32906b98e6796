"""Pages of projects, implementation plans, road maps."""
