"""Files: attachments by content hash, typed by content, within limits and quotas, downloaded only through a policy.

Owns: stored contents, attachments, quotas, the local and the S3-compatible store.
Does not own: what a file is evidence of (the package that attaches it).
Depends on: scope, journal, outbox, pages, rest, clock, refusals.
Announces: nothing.
"""
