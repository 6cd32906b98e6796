"""REST: the machinery of /api/v1, so that every package's JSON endpoints behave alike.

Owns: the API object, problem+json, cursor pages, versions on writes (ETag), idempotency keys, rate limits.
Does not own: any package's endpoints; API tokens (people).
Depends on: pages, scope, refusals, clock.
Announces: nothing.
"""
