"""Monitoring (监测): which records there are and what is measured on them, the figures of every unit, their gaps and their openings.

Owns: the declared record tables and the indicators shipped, the recomputation when records change.
Does not own: records (lake), the computing (indicators), targets (plans).
Depends on: indicators, lake, formulas, clock.
Announces: nothing.
"""
