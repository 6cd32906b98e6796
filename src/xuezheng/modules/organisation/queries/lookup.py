"""One thing of the module, or a refusal that does not tell whether it exists elsewhere."""

from uuid import UUID

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
    body = bodies_visible_to(post).select_related("unit").filter(id=body_id).first()
    if body is None:
        raise BodyIsAbsent
    return body


def get_member(post: ActingPost, member_id: UUID) -> BodyMember:
    member = members_visible_to(post).select_related("body", "body__unit").filter(id=member_id).first()
    if member is None:
        raise SeatIsAbsent
    return member


def get_cio(post: ActingPost, cio_id: UUID) -> Cio:
    cio = cios_visible_to(post).select_related("unit").filter(id=cio_id).first()
    if cio is None:
        raise CioIsAbsent
    return cio


def get_training(post: ActingPost, training_id: int) -> CioTraining:
    training = trainings_visible_to(post).select_related("cio", "cio__unit").filter(id=training_id).first()
    if training is None:
        raise CioIsAbsent
    return training


def get_coverage_rule(code: str) -> CoverageRule:
    rule = coverage_rules().get(code)
    if rule is None:
        raise CoverageRuleIsAbsent
    return rule


def get_meeting(post: ActingPost, meeting_id: UUID) -> Meeting:
    meeting = meetings_visible_to(post).select_related("unit", "body").filter(id=meeting_id).first()
    if meeting is None:
        raise MeetingIsAbsent
    return meeting


def get_resolution(post: ActingPost, resolution_id: UUID) -> Resolution:
    found = resolutions_visible_to(post).select_related("meeting", "meeting__unit").filter(id=resolution_id).first()
    if found is None:
        raise ResolutionIsAbsent
    return found


def get_rule(post: ActingPost, rule_id: UUID) -> Rule:
    rule = rules_visible_to(post).select_related("unit").filter(id=rule_id).first()
    if rule is None:
        raise RuleIsAbsent
    return rule


def get_edition(post: ActingPost, edition_id: UUID) -> RuleEdition:
    edition = editions_visible_to(post).select_related("rule", "rule__unit").filter(id=edition_id).first()
    if edition is None:
        raise RuleIsAbsent
    return edition


def get_survey(post: ActingPost, survey_id: UUID) -> Survey:
    survey = surveys_visible_to(post).select_related("unit").filter(id=survey_id).first()
    if survey is None:
        raise SurveyIsAbsent
    return survey


def get_part(post: ActingPost, part_id: UUID) -> SurveyPart:
    part = parts_visible_to(post).select_related("survey", "survey__unit", "unit").filter(id=part_id).first()
    if part is None:
        raise SurveyIsAbsent
    return part
