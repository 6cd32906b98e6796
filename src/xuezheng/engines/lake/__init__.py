"""The lake (数据湖): record tables as Parquet by period, in snapshots that are replaced as a whole and stay readable.

Owns: declarations of record tables, their snapshots and parts, the check of what is loaded, the one door for reading,
    the suppression of small counts.
Does not own: which tables there are (modules declare them), what is measured on them, how a page shows them.
Depends on: calendar, catalogues, units, outbox, journal, people, pages, rest, scope, clock, refusals.
Announces: TableLoaded.
"""
