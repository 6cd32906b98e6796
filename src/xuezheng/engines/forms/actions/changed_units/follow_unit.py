"""Keeping reports with their units: while a collection is not closed, its rows lie where their units stand today.

What was closed stays at the places of its time.
"""

from datetime import datetime
from typing import Any

from django.db.models import CharField, F, Func, QuerySet, Value
from django.db.models.functions import Concat, Length, Substr

from xuezheng.engines.forms.actions.changed_units.settle_desks import settle_desks
from xuezheng.engines.forms.models import (
    AnswerChange,
    Collection,
    Correction,
    FormEdition,
    Remark,
    Report,
    ReportStep,
    SuspicionAnswer,
)
from xuezheng.engines.forms.report_files import KIND
from xuezheng.kernel.files.facade import take_attachments_along
from xuezheng.kernel.scope.following import follow

WITH_REPORT = (AnswerChange, ReportStep, Remark, Correction, SuspicionAnswer)


def follow_unit(*, old_path: str, new_path: str, at: datetime) -> int:
    """Done twice it changes nothing. Returns how many rows went."""
    living = Report.objects.filter(collection__closed_at=None)
    with_unit = (FormEdition.objects.all(), Collection.objects.filter(closed_at=None), living)
    moved = sum(follow(rows, old_path=old_path, bearer="unit__unit_path") for rows in with_unit)
    moved += sum(follow(model.objects.all(), old_path=old_path, bearer="report__unit_path") for model in WITH_REPORT)
    for rows, path in (
        (Collection.objects.filter(closed_at=None), "below_path"),
        (Report.objects.all(), "desk_path"),
        (Correction.objects.filter(answered_at=None), "owner_path"),
        (SuspicionAnswer.objects.filter(withdrawn_at=None), "desk_path"),
    ):
        moved += _renamed(rows, path, old_path, new_path)
    strayed = living.filter(unit_path__gte=new_path, unit_path__lt=new_path + "~").exclude(desk_path="")
    settle_desks(strayed.exclude(unit_path__startswith=F("desk_path")))
    take_attachments_along(object_kind=KIND, owners=Report.objects.all(), old_path=old_path, at=at)
    return moved


def _renamed(rows: QuerySet[Any], path: str, old: str, new: str) -> int:
    """A path that names a unit without a key to it: its beginning is put anew."""
    within = rows.filter(**{f"{path}__gte": old, f"{path}__lt": old + "~"})
    rest: Func = Substr(F(path), Length(Value(old)) + 1)
    return within.update(**{path: Concat(Value(new), rest, output_field=CharField(db_collation="C"))})
