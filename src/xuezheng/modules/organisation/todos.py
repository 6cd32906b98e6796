"""What units are told to do: what they lack, and surveys they take part in. Each closes when the thing itself is recorded."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from django.utils.translation import gettext_noop

from xuezheng.engines.inbox.facade import TodoDraft, close_todos, open_todos
from xuezheng.kernel.units.models import Unit
from xuezheng.modules.organisation import places
from xuezheng.modules.organisation.catalogue import CIO, TRAINED_CIO, CoverageRule
from xuezheng.modules.organisation.models import Survey, SurveyPart

LACKS, SURVEY = "organisation.lacks", "organisation.survey"
UNIT, PART = "organisation.unit", "organisation.surveypart"
KEEPERS = "organisation.change"
TEXTS = {
    CIO: gettext_noop("Name the CIO of the unit"),
    TRAINED_CIO: gettext_noop("Record the training of the unit's CIO"),
    "leading_group": gettext_noop("Set up the leading group and record its members"),
    "coordination_body": gettext_noop("Set up the coordination body and record its members"),
    "functional_office": gettext_noop("Set up the office of digitalisation and record it"),
}
"""By what a rule of coverage wants; a kind that the catalogue got later is asked for by its name."""
OTHER = gettext_noop("Set up and record: %(what)s")
ASKED = gettext_noop("Look into “%(question)s” and report what was found")


def ask_units(rule: CoverageRule, units: Iterable[Unit], *, asked_by: str, due_on: date, at: datetime) -> int:
    return open_todos([_lack(rule, unit, asked_by=asked_by, due_on=due_on) for unit in units], at=at)


def close_lacks(rules: Sequence[str], unit: Unit, *, at: datetime) -> int:
    keys = [_key(rule, unit) for rule in rules]
    return close_todos(topic=LACKS, subject_kind=UNIT, subject_ids=keys, at=at)


def ask_parts(survey: Survey, parts: Iterable[SurveyPart], *, at: datetime) -> int:
    return open_todos([_part(survey, part) for part in parts], at=at)


def close_parts(parts: Iterable[SurveyPart], *, at: datetime) -> int:
    return close_todos(topic=SURVEY, subject_kind=PART, subject_ids=[part.id for part in parts], at=at)


def _lack(rule: CoverageRule, unit: Unit, *, asked_by: str, due_on: date) -> TodoDraft:
    text = TEXTS.get(rule.wants, OTHER)
    return TodoDraft(
        topic=LACKS,
        subject_kind=UNIT,
        subject_id=_key(rule.code, unit),
        unit_path=unit.unit_path,
        unit_id=unit.id,
        text=text,
        params={"what": rule.zh} if text is OTHER else {},
        url=address_of(rule, unit),
        due_on=due_on,
        permission=KEEPERS,
        waiting_for=asked_by,
    )


def address_of(rule: CoverageRule, unit: Unit) -> str:
    """The page on which the unit records what it lacks."""
    if rule.wants == CIO:
        return places.name_cio_path(unit.code)
    if rule.wants == TRAINED_CIO:
        return f"/organisation/cios/?unit={unit.code}"
    return places.found_body_path(unit.code, rule.wants)


def _key(rule: str, unit: Unit) -> str:
    return f"{rule}/{unit.id}"


def _part(survey: Survey, part: SurveyPart) -> TodoDraft:
    return TodoDraft(
        topic=SURVEY,
        subject_kind=PART,
        subject_id=str(part.id),
        unit_path=part.unit_path,
        unit_id=part.unit_id,
        text=ASKED,
        params={"question": survey.question},
        url=places.part_path(part.id),
        due_on=survey.ends_on,
        permission=KEEPERS,
        waiting_for=survey.unit.name,
    )
