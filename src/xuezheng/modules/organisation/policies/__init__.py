"""Who may see and change what the module keeps. The database says the same of reading (see the migrations).

Registers (bodies, CIOs) are kept by the unit itself and by those above it, since a small school has nobody at a desk. Meetings,
rules and surveys are a unit's own word: only posts there write them, an office in the name of its administration.
"""
