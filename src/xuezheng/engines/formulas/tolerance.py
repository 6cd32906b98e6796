"""When two computed numbers are the same: one rule for decimals in Python and doubles in the engines.

0.1 + 0.2 = 0.3 holds for decimals and not for doubles. A rule that passes in the form and fails in the nightly check would be a
riddle, so computed numbers closer than about a billionth (of the greater, where that is above 1) are equal, in every place.
"""

NEAR = 2.0**-30
"""A power of two: no sum or product of usual decimals lies exactly on this border."""

ULP = 2.0**-50
"""What a double loses relative to its size, with room for a few operations."""
