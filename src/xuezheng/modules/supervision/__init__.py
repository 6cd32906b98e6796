"""Supervision (督办与考核): orders to units, scores of cities and counties, appeals, special supervision.

Owns: supervision orders with their replies, weights in their editions, scores of a period with every deducted point, appeals
    and the corrections they lead to, inspections with standards and findings.
Does not own: what became of tasks (plans tells it as facts), to-dos and messages (inbox), files, working days.
Depends on: plans, inbox, papers, people, calendar, units, files, outbox, journal, catalogues, rest, pages, scope, clock,
    refusals, rounding.
Announces: OrderIssued, OrdersIssued, OrderAnswered, OrderReturned, OrderClosed, OrderWithdrawn, WeightsChanged, ScoringPublished,
    AppealMade, AppealDecided, InspectionOpened, InspectionClosed, FindingRecorded.
"""
