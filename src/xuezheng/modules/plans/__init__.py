"""Plans (工作要点): a government's yearly work points, from the document to accepted work.

Owns: papers received, plans and their parts, assignments with progress and acceptance, shares and evidence of targets,
    projects, implementation plans, the three lists.
Does not own: the grammar of documents (papers), to-dos and messages (inbox), what indicators measure, supervision.
Depends on: inbox, papers, people, calendar, units, files, outbox, journal, catalogues, pages, rest, scope, clock,
    refusals, rounding.
Announces: PlanPublished, PlanSuperseded, PlanClosed, TaskAdded, AssignmentSubmitted, SubmissionWithdrawn, AssignmentAccepted,
    AssignmentsAccepted, AssignmentReturned, AssignmentReopened, DeadlineExtended, MilestoneReached, ProgressReported,
    ProjectOpened, ProjectClosed, SpendingRecorded, ImplementationDrawnUp, TargetBound.
"""
