"""Monitoring (监测): the record tables and what is measured on them, every unit's figures, their gaps and openings.

Owns: the declared record tables and the indicators shipped, the recomputation when records change, how targets stand.
Does not own: records (lake), the computing (indicators), targets (plans).
Depends on: plans, forms, indicators, lake, papers, formulas, calendar, units, pages, outbox, journal, scope, clock, refusals.
Announces: nothing.
"""
