"""Outbox: events that leave after the commit of the change they tell of, and background jobs.

Owns: events, their delivery to receivers (at least once; receivers are idempotent by event id), the job queue and its page.
Does not own: what an event means (the announcing package's events.py), schedules of other packages' jobs.
Depends on: journal, rest, pages, scope, clock, refusals.
Announces: nothing of its own.
"""
