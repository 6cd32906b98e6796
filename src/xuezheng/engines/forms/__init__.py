"""Forms (填报表): what is asked of units, filled from what is known already, checked, handed up and accepted.

Owns: forms as data (sections, tables, fields, computed values, rules), their editions, collections, reports with their
    history and remarks, the way up to acceptance, the handing over of what was accepted into record tables.
Does not own: record tables (the lake holds them; fields are filled from it), indicators, units, periods.
Depends on: lake, formulas, inbox, papers, outbox, journal, units, people, calendar, catalogues, pages, rest,
    files, scope, clock, refusals, rounding.
Announces: CollectionOpened, CollectionClosed, ReportSubmitted, ReportAccepted, ReportsAccepted, ReportReturned.
"""
