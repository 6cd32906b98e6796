"""Calendar: periods (year, quarter, month, school term) and Chinese working days.

Owns: periods as values, holidays shipped and overridden, deadlines in working days.
Does not own: the clock (kernel.clock), whose deadline it is.
Depends on: scope, journal, pages, rest, clock, refusals.
Announces: nothing.
"""
