"""Assessment (评估与督导评价): rounds in which experts judge units by a standard, beside what the units say and the records show.

Owns: standards as catalogues, the register of experts, rounds with their items, assessed units and results, reviews, appeals
    against published results and the corrections they lead to.
Does not own: the self-evaluation itself (a report of the forms), orders of rectification (supervision), values of indicators.
Depends on: supervision, forms, inbox, papers, people, calendar, units, files, outbox, journal, catalogues, rest, pages,
    scope, clock, refusals, rounding.
Announces: RoundOpened, ReviewHandedIn, RoundConcluded, RoundPublished, ResultAppealed, ResultAppealDecided.
"""
