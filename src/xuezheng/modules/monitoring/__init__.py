"""Monitoring (监测): the record tables and what is measured on them, every unit's figures, their gaps and openings, bulletins.

Owns: the declared record tables and the indicators shipped, the recomputation when records change, how targets stand,
    bulletins with their figures.
Does not own: records (lake), the computing (indicators), targets (plans), how a document looks (papers).
Depends on: assessment, plans, forms, indicators, lake, formulas, inbox, papers, people, calendar, units, files, outbox,
    journal, catalogues, rest, pages, scope, clock, refusals, rounding.
Announces: BulletinIssued, BulletinWithdrawn.
"""
