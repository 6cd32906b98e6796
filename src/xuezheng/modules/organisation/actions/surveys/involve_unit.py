"""Which units take part in a survey."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from xuezheng.kernel.refusals import Conflict, Refusal
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.kernel.units.kinds import UnitKind
from xuezheng.kernel.units.models import Unit
from xuezheng.kernel.units.policies import units_visible_to
from xuezheng.kernel.units.queries.lookup import get_unit
from xuezheng.modules.organisation.actions.surveys.finding import open_survey_to_change
from xuezheng.modules.organisation.keeping import fitting, note
from xuezheng.modules.organisation.models import Survey, SurveyPart
from xuezheng.modules.organisation.queries.lookup import get_part
from xuezheng.modules.organisation.refusals import UnitIsClosed
from xuezheng.modules.organisation.todos import ask_parts, close_parts

MOST_PARTS = 500
"""A survey looks closely into some units; a collection asks all of them."""


@transaction.atomic
def involve_unit(*, post: ActingPost, survey_id: UUID, unit_id: int, contact: str = "", at: datetime) -> SurveyPart:
    survey = open_survey_to_change(post, survey_id)
    part = involve(post, survey, unit_id, contact=contact, at=at)
    note("involve_unit", post=post, row=survey, at=at, after={"unit": part.unit.name})
    return part


@transaction.atomic
def involve_kinds(*, post: ActingPost, survey_id: UUID, kinds: Sequence[str], at: datetime) -> list[SurveyPart]:
    """All units of those kinds below the survey's unit that do not take part yet."""
    survey = open_survey_to_change(post, survey_id)
    taking_part = SurveyPart.objects.filter(survey=survey)
    units = list(
        units_visible_to(post)
        .filter(unit_path__startswith=survey.unit_path, kind__in=kinds, closed_on=None)
        .exclude(id__in=[survey.unit_id, *taking_part.values_list("unit_id", flat=True)])
        .order_by("unit_path")[: MOST_PARTS + 1]
    )
    _check_number(units, kinds, already=taking_part.count())
    parts = SurveyPart.objects.bulk_create(
        SurveyPart(survey=survey, unit=unit, unit_path=unit.unit_path) for unit in units
    )
    ask_parts(survey, parts, at=at)
    note("involve_kinds", post=post, row=survey, at=at, after={"kinds": list(kinds), "units": len(parts)})
    return parts


def _check_number(units: Sequence[Unit], kinds: Sequence[str], *, already: int) -> None:
    if not units:
        named = _(", ").join(str(UnitKind(kind).label) for kind in kinds if kind in UnitKind.values)
        raise Refusal(
            _("No further unit of these kinds stands below: %(kinds)s.") % {"kinds": named or "—"}, field="kinds"
        )
    if already + len(units) > MOST_PARTS:
        raise Refusal(
            _("At most %(most)d units take part in a survey. Name fewer kinds, or ask all units by a collection.")
            % {"most": MOST_PARTS},
            field="kinds",
        )


@transaction.atomic
def release_unit(*, post: ActingPost, part_id: UUID, at: datetime) -> None:
    """While it has found nothing yet."""
    part = get_part(post, part_id)
    survey = open_survey_to_change(post, part.survey_id)
    if part.reported_at is not None:
        raise Conflict(_("%(unit)s has reported what it found, and that stays.") % {"unit": part.unit.name})
    close_parts([part], at=at)
    SurveyPart.objects.filter(id=part_id).delete()
    note("release_unit", post=post, row=survey, at=at, before={"unit": part.unit.name})


def involve(post: ActingPost, survey: Survey, unit_id: int, *, contact: str, at: datetime) -> SurveyPart:
    """For a survey that is locked or just made."""
    unit = get_unit(post, unit_id=unit_id)
    if not unit.unit_path.startswith(survey.unit_path):
        raise Refusal(
            _("%(unit)s does not stand under %(above)s. Name units of its own subtree.")
            % {"unit": unit.name, "above": survey.unit.name},
            field="unit",
        )
    if unit.closed_on is not None:
        raise UnitIsClosed(unit.name, unit.closed_on)
    if SurveyPart.objects.filter(survey=survey, unit=unit).exists():
        raise Conflict(_("%(unit)s takes part already.") % {"unit": unit.name}, field="unit")
    part = SurveyPart.objects.create(
        survey=survey, unit=unit, unit_path=unit.unit_path, contact=fitting(contact, field="contact", most=120)
    )
    ask_parts(survey, [part], at=at)
    return part
