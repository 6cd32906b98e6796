"""Thousands are set apart as GB/T 15835-2011 has it; Django's own file groups by four and puts nothing between."""

THOUSAND_SEPARATOR = ","
NUMBER_GROUPING = 3
