"""Forms as workbooks and CSV, both ways: how answers lie on sheets, how sheets are written, read and judged.

Nothing here writes a report; that is the act `apply_sheet`, over the same saving as the page's.
"""
