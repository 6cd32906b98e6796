"""Papers (公文与图表): reading and writing of official documents, with the charts and maps that stand in them.

Owns: charts from one specification to page and document, tables and texts as Word and Excel files, official documents as
    Word, PDF and page, bulletins' templates and their filling, maps of cities and counties, their boundaries and names.
Does not own: the figures shown (who asks for a chart brings them), units.
Depends on: catalogues, pages, clock, refusals, rounding.
Announces: nothing.
"""
