"""Forms (填报表): what is asked of units, filled from what is known already, checked, handed up and accepted.

Owns: forms as data (sections, tables, fields, computed values, rules), their editions, collections, reports with their
    history, remarks and corrections, the way up to acceptance, Excel both ways.
Does not own: indicators and record tables (sources that fill fields register themselves), units, periods, to-dos.
Depends on: formulas, files, outbox, journal, units, people, calendar, catalogues, pages, rest, scope, clock, refusals.
Announces: CollectionOpened, ReportSubmitted, ReportAccepted, ReportReturned, CorrectionAsked, CorrectionAnswered.
"""
