"""Endpoints of surveys."""

from uuid import UUID

from django.db.models import QuerySet

from xuezheng.kernel.rest.serving import ApiRequest
from xuezheng.kernel.units.queries.lookup import get_unit
from xuezheng.modules.organisation.actions import surveys as acts
from xuezheng.modules.organisation.models import Survey, SurveyPart, SurveyUse
from xuezheng.modules.organisation.policies.reach import CHANGE, READ
from xuezheng.modules.organisation.policies.surveys import parts_visible_to, surveys_visible_to, uses_visible_to
from xuezheng.modules.organisation.queries.lookup import get_part, get_survey
from xuezheng.modules.organisation.rest import router
from xuezheng.modules.organisation.rest.further_schemas import (
    FindingsIn,
    ResultsIn,
    SurveyIn,
    SurveyKindsIn,
    SurveyOut,
    SurveyPartIn,
    SurveyPartOut,
    SurveyWordsIn,
    UseIn,
    UseOut,
)

SURVEY, PART = "/surveys/{uuid:survey_id}", "/survey-parts/{uuid:part_id}"


@router.lists("/surveys", item=SurveyOut, permission=READ, order="-begins_on")
def list_surveys(request: ApiRequest) -> QuerySet[Survey]:
    """Surveys of the own unit, of those below, and of the units above."""
    return surveys_visible_to(request.post)


@router.reads(SURVEY, returns=SurveyOut, permission=READ)
def read_survey(request: ApiRequest, survey_id: UUID) -> Survey:
    """One survey."""
    return get_survey(request.post, survey_id)


@router.creates(
    "/surveys",
    returns=SurveyOut,
    permission=CHANGE,
    location=lambda survey: f"/api/v1/organisation/surveys/{survey.id}",
)
def open_survey(request: ApiRequest, survey: SurveyIn) -> Survey:
    """Open a survey of the own unit; the units that take part get it as a to-do."""
    units = [get_unit(request.post, code=code).id for code in survey.units]
    values = survey.model_dump(exclude={"units"})
    return acts.open_survey(post=request.post, unit_ids=units, at=request.at, **values)


@router.changes(SURVEY, returns=SurveyOut, permission=CHANGE)
def change_survey(request: ApiRequest, survey_id: UUID, words: SurveyWordsIn) -> Survey:
    """Change what a survey asks, and until when."""
    return acts.change_survey(
        post=request.post, survey_id=survey_id, version=request.version, at=request.at, **words.model_dump()
    )


@router.lists(f"{SURVEY}/parts", item=SurveyPartOut, permission=READ, order="unit_path")
def list_parts(request: ApiRequest, survey_id: UUID) -> QuerySet[SurveyPart]:
    """Who takes part and what was found; a unit below sees its own part."""
    return parts_visible_to(request.post).filter(survey=get_survey(request.post, survey_id))


@router.reads(PART, returns=SurveyPartOut, permission=READ)
def read_part(request: ApiRequest, part_id: UUID) -> SurveyPart:
    """One unit's part in a survey."""
    return get_part(request.post, part_id)


@router.creates(f"{SURVEY}/parts", returns=SurveyPartOut, permission=CHANGE)
def involve_unit(request: ApiRequest, survey_id: UUID, part: SurveyPartIn) -> SurveyPart:
    """Let a unit take part."""
    unit = get_unit(request.post, code=part.unit)
    return acts.involve_unit(
        post=request.post, survey_id=survey_id, unit_id=unit.id, contact=part.contact, at=request.at
    )


@router.acts(f"{SURVEY}/parts/kinds", returns=list[SurveyPartOut], permission=CHANGE)
def involve_kinds(request: ApiRequest, survey_id: UUID, kinds: SurveyKindsIn) -> list[SurveyPart]:
    """Let all units below of some kinds take part."""
    return acts.involve_kinds(post=request.post, survey_id=survey_id, kinds=kinds.kinds, at=request.at)


@router.removes(PART, permission=CHANGE)
def release_unit(request: ApiRequest, part_id: UUID) -> None:
    """Take a unit out of a survey that has not reported."""
    acts.release_unit(post=request.post, part_id=part_id, at=request.at)


@router.acts(f"{PART}/report", returns=SurveyPartOut, permission=CHANGE, versioned=True)
def report_findings(request: ApiRequest, part_id: UUID, findings: FindingsIn) -> SurveyPart:
    """Report what the own unit found."""
    return acts.report_findings(
        post=request.post, part_id=part_id, version=request.version, at=request.at, **findings.model_dump()
    )


@router.acts(f"{SURVEY}/conclude", returns=SurveyOut, permission=CHANGE, versioned=True)
def conclude_survey(request: ApiRequest, survey_id: UUID, results: ResultsIn) -> Survey:
    """Conclude a survey with its results."""
    return acts.conclude_survey(
        post=request.post, survey_id=survey_id, version=request.version, results=results.results, at=request.at
    )


@router.lists(f"{SURVEY}/uses", item=UseOut, permission=READ, order="-used_on")
def list_uses(request: ApiRequest, survey_id: UUID) -> QuerySet[SurveyUse]:
    """What a survey was used for."""
    return uses_visible_to(request.post).filter(survey=get_survey(request.post, survey_id))


@router.creates(f"{SURVEY}/uses", returns=UseOut, permission=CHANGE)
def record_use(request: ApiRequest, survey_id: UUID, use: UseIn) -> SurveyUse:
    """Record what a survey was used for: a rule, a task, or something in words."""
    return acts.record_use(
        post=request.post,
        survey_id=survey_id,
        words=use.words,
        used_on=use.used_on,
        rule_id=use.rule,
        task_id=use.task,
        at=request.at,
    )
