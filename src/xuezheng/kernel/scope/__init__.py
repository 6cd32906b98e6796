"""Scope: what a post may see, decided by PostgreSQL's row-level security.

Owns: the acting post, binding it to a database transaction, policies of scoped tables, grants across the tree,
    the declaration of personal data.
Does not own: posts as records (people), what a role may do (people's catalogue and each package's policies).
Depends on: nothing.
Announces: nothing.
"""
