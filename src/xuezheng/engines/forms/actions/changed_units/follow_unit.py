"""Keeping reports with their units: while a collection is not closed, its rows lie where their units stand today.

What was closed stays at the places of its time.
"""

from typing import Any

from django.db.models import CharField, F, Func, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Concat, Length, Substr

from xuezheng.engines.forms.actions.changed_units.settle_desks import settle_desks
from xuezheng.engines.forms.models import AnswerChange, Collection, Correction, FormEdition, Remark, Report, ReportStep

WITH_REPORT = (AnswerChange, ReportStep, Remark, Correction)


def follow_unit(*, old_path: str, new_path: str) -> int:
    """Done twice it changes nothing. Returns how many rows went."""
    living = Report.objects.filter(collection__closed_at=None)
    moved = _moved(FormEdition.objects.all(), old_path, bearer="unit")
    moved += _moved(Collection.objects.filter(closed_at=None), old_path, bearer="unit")
    moved += _moved(living, old_path, bearer="unit")
    moved += sum(_moved(model.objects.all(), old_path, bearer="report") for model in WITH_REPORT)
    for rows, path in (
        (Collection.objects.filter(closed_at=None), "below_path"),
        (Report.objects.all(), "desk_path"),
        (Correction.objects.filter(answered_at=None), "owner_path"),
    ):
        moved += _renamed(rows, path, old_path, new_path)
    strayed = living.filter(unit_path__gte=new_path, unit_path__lt=new_path + "~").exclude(desk_path="")
    settle_desks(strayed.exclude(unit_path__startswith=F("desk_path")))
    return moved


def _moved(rows: QuerySet[Any], old_path: str, *, bearer: str) -> int:
    """`bearer` is the foreign key whose path counts."""
    model = rows.model
    within = rows.filter(unit_path__gte=old_path, unit_path__lt=old_path + "~")
    astray = within.exclude(unit_path=F(f"{bearer}__unit_path")).values("pk")
    above = model._meta.get_field(bearer).related_model  # noqa: SLF001 - Django's documented name for a model's fields
    there = above._default_manager.filter(pk=OuterRef(f"{bearer}_id")).values("unit_path")[:1]  # noqa: SLF001 - Django's documented name for the manager of any model
    moving: QuerySet[Any] = model._default_manager.filter(pk__in=astray)  # noqa: SLF001 - Django's documented name for the manager of any model
    return moving.update(unit_path=Subquery(there))


def _renamed(rows: QuerySet[Any], path: str, old: str, new: str) -> int:
    """A path that names a unit without a key to it: its beginning is put anew."""
    within = rows.filter(**{f"{path}__gte": old, f"{path}__lt": old + "~"})
    rest: Func = Substr(F(path), Length(Value(old)) + 1)
    return within.update(**{path: Concat(Value(new), rest, output_field=CharField(db_collation="C"))})
