"""Units: the tree from the ministry to the teaching point, with its whole history.

Owns: units, their kinds, official codes, names and aliases; opening, closing, renaming, moving, merging, splitting by date.
Does not own: people and posts at units, periods, any record about a unit's work.
Depends on: scope, outbox, journal, rest, pages, refusals, clock.
Announces: UnitOpened, UnitsOpened, UnitClosed, UnitRenamed, UnitMoved, UnitsMerged, UnitSplit, UnitFactsChanged.
"""
