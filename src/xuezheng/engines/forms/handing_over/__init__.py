"""Handing accepted reports over to record tables: whether a form fits its table, and the reports as that table's rows."""
