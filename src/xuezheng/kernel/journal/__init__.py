"""Journal: who, under which post, when, what, before and after, from where.

Owns: entries, written in the transaction of the change they record; the sealing of entries into a Merkle log; its proof.
Does not own: what is worth recording (each action says); log lines for operators.
Depends on: rest, pages, scope, clock, refusals.
Announces: nothing.
"""
