"""Units (单位): the tree from ministry to teaching point, as of any date.

Owns: units, their kinds, codes, names and aliases; open, close, rename, move, merge, split with an effective date; import.
Does not own: who works there (people), what a unit did (journal), figures about it (the lake).
Depends on: scope, journal, outbox, files, pages, rest, clock.
Announces: UnitOpened, UnitClosed, UnitRenamed, UnitMoved, UnitsMerged, UnitSplit.
"""
