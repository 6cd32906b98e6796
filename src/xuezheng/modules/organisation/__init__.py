"""Organisation (组织机构): who leads and answers for the work, what they meet about, the rules they issue, what they survey.

Owns: bodies with their members, the register of CIOs and their training, requests for what is missing, meetings with resolutions,
    rule documents with their editions, surveys with their parts and uses.
Does not own: tasks (plans; a resolution becomes one through their facade), persons and posts (people), to-dos (inbox).
Depends on: inbox, papers, plans, people, units, files, outbox, journal, pages, rest, scope, clock, refusals, rounding.
Announces: BodyFounded, BodyDissolved, MembersChanged, CioNamed, CioEnded, CioTrained, CoverageRequested, MeetingRecorded,
    ResolutionBecameTask, RuleIssued, RuleRepealed, SurveyOpened, SurveyReported, SurveyConcluded.
"""
