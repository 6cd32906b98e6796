"""Pages of indicators: the library, one indicator of a unit, an opened number, a gap."""
