"""Indicators (指标): definitions compiled into few scans, rolled up along the tree, and every value openable.

Owns: versions of definitions, runs, values of counties and above, the components of units as Parquet parts, gaps and forecasts.
Does not own: records (a TableReader brings them), targets, the language of measures (formulas).
Depends on: lake, formulas, calendar, catalogues, outbox, journal, pages, scope, refusals.
Announces: IndicatorsComputed.
"""
