"""Formulas (公式): the one expression language of measures, filters and rules, with one meaning wherever it is evaluated.

Owns: reading SQL expressions against a whitelist, their kinds, their evaluation for one record in Python and for tables by Ibis,
    the parting of measures into components that add up.
Does not own: records, indicators, forms (they bring the names that a formula may use).
Depends on: refusals.
Announces: nothing.
"""
