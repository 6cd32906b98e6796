"""The inbox (收件箱): what a unit has to do until when, what it is told, and a digest of both by e-mail.

Owns: to-dos that close when the thing is done, messages and who has read them, subscriptions, digests, mail.
Does not own: what a to-do is about (the package that opens it), deadlines and reminders of other packages.
Depends on: people, units, outbox, journal, catalogues, rest, pages, scope, clock, refusals.
Announces: nothing; it hears that units move.
"""
