"""One thing of the module, or a refusal that does not tell whether it exists elsewhere."""

from uuid import UUID

from xuezheng.kernel.refusals import first_or_refused
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.modules.organisation.catalogue import CoverageRule, coverage_rules
from xuezheng.modules.organisation.models import (
    Body,
    BodyMember,
    Cio,
    CioTraining,
    Meeting,
    Resolution,
    Rule,
    RuleEdition,
    Survey,
    SurveyPart,
)
from xuezheng.modules.organisation.policies.meetings import meetings_visible_to, resolutions_visible_to
from xuezheng.modules.organisation.policies.registers import (
    bodies_visible_to,
    cios_visible_to,
    members_visible_to,
    trainings_visible_to,
)
from xuezheng.modules.organisation.policies.rules import editions_visible_to, rules_visible_to
from xuezheng.modules.organisation.policies.surveys import parts_visible_to, surveys_visible_to
from xuezheng.modules.organisation.refusals import (
    BodyIsAbsent,
    CioIsAbsent,
    CoverageRuleIsAbsent,
    MeetingIsAbsent,
    ResolutionIsAbsent,
    RuleIsAbsent,
    SeatIsAbsent,
    SurveyIsAbsent,
)


def get_body(post: ActingPost, body_id: UUID) -> Body:
    return first_or_refused(bodies_visible_to(post).select_related("unit").filter(id=body_id), BodyIsAbsent)


def get_member(post: ActingPost, member_id: UUID) -> BodyMember:
    return first_or_refused(
        members_visible_to(post).select_related("body", "body__unit").filter(id=member_id), SeatIsAbsent
    )


def get_cio(post: ActingPost, cio_id: UUID) -> Cio:
    return first_or_refused(cios_visible_to(post).select_related("unit").filter(id=cio_id), CioIsAbsent)


def get_training(post: ActingPost, training_id: int) -> CioTraining:
    return first_or_refused(
        trainings_visible_to(post).select_related("cio", "cio__unit").filter(id=training_id), CioIsAbsent
    )


def get_coverage_rule(code: str) -> CoverageRule:
    rule = coverage_rules().get(code)
    if rule is None:
        raise CoverageRuleIsAbsent
    return rule


def get_meeting(post: ActingPost, meeting_id: UUID) -> Meeting:
    return first_or_refused(
        meetings_visible_to(post).select_related("unit", "body").filter(id=meeting_id), MeetingIsAbsent
    )


def get_resolution(post: ActingPost, resolution_id: UUID) -> Resolution:
    return first_or_refused(
        resolutions_visible_to(post).select_related("meeting", "meeting__unit").filter(id=resolution_id),
        ResolutionIsAbsent,
    )


def get_rule(post: ActingPost, rule_id: UUID) -> Rule:
    return first_or_refused(rules_visible_to(post).select_related("unit").filter(id=rule_id), RuleIsAbsent)


def get_edition(post: ActingPost, edition_id: UUID) -> RuleEdition:
    return first_or_refused(
        editions_visible_to(post).select_related("rule", "rule__unit").filter(id=edition_id), RuleIsAbsent
    )


def get_survey(post: ActingPost, survey_id: UUID) -> Survey:
    return first_or_refused(surveys_visible_to(post).select_related("unit").filter(id=survey_id), SurveyIsAbsent)


def get_part(post: ActingPost, part_id: UUID) -> SurveyPart:
    return first_or_refused(
        parts_visible_to(post).select_related("survey", "survey__unit", "unit").filter(id=part_id), SurveyIsAbsent
    )
