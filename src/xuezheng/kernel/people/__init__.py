"""People: persons, the accounts they sign in with, and the posts they act under.

Owns: persons (one person, one number), accounts, posts with roles and validity, sign-in, sessions, API tokens.
Does not own: units, what a role may do with another package's things (that package's policies).
Depends on: units, outbox, journal, rest, pages, scope, clock, refusals.
Announces: PersonRegistered, PersonChanged, PersonTransferred, PeopleTransferred, PersonLeft, AccountOpened, AccountClosed,
    AccountReopened, PasswordReset, PostGranted, PostExtended, PostEnded.
"""
