"""A row in every scoped table for one unit, each carrying a mark that must never be seen elsewhere."""

import uuid
from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any

from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.db import models

from xuezheng.kernel.scope.acting import system_post
from xuezheng.kernel.scope.binding import bound
from xuezheng.kernel.scope.models import ScopedModel
from xuezheng.kernel.units.models import Unit, UnitVersion

_numbers = count(1)
PATHS = {"unit_path", "issuer_path"}
"""Where a row lies, and who issued it: the database asks that both are places of the tree."""
SMALLEST = 32_767
"""The counter runs over all tests of a run: what a small integer holds is told apart for as long as it can be."""


def scoped_models() -> list[type[ScopedModel]]:
    return [model for model in apps.get_models() if issubclass(model, ScopedModel)]


class MarkedRows:
    """Builds rows by their fields' types, so that a new table is covered the day it is made."""

    def __init__(self, unit: Unit, mark: str) -> None:
        self.unit, self.mark = unit, mark
        self.made: dict[type[models.Model], models.Model] = {Unit: unit}

    def fill(self) -> dict[type[models.Model], models.Model]:
        with bound(system_post("leak test")):
            Unit.objects.filter(id=self.unit.id).update(name=f"{self.mark}-unit", short_name=self.mark[:20])
            self.unit.refresh_from_db()
            # A unit has one version in force: the marked one comes after what the factory wrote.
            UnitVersion.objects.filter(unit=self.unit, valid_to=None).update(valid_to=date(2026, 1, 1))
            for model in scoped_models():
                self.row_of(model)
        return self.made

    def row_of(self, model: type[models.Model]) -> models.Model:
        if model not in self.made:
            values = {
                field.name: self._value(field)
                for field in model._meta.concrete_fields
                if not isinstance(field, models.AutoField) and not field.has_default()
            }
            self.made[model] = model._default_manager.create(**values)
        return self.made[model]

    def _value(self, field: Any) -> object:
        if field.name in PATHS:
            return self.unit.unit_path
        if isinstance(field, models.ForeignKey):
            return None if field.null and field.related_model is field.model else self.row_of(field.related_model)
        if field.choices:
            return field.choices[0][0]
        if field.null and isinstance(field, models.DateField):
            return None
        return self._plain(field)

    def _plain(self, field: Any) -> object:
        number = next(_numbers)
        if isinstance(field, models.SmallIntegerField | models.PositiveSmallIntegerField):
            return number % SMALLEST
        if isinstance(field, models.CharField | models.TextField):
            return f"{self.mark}{number}"[: field.max_length or 60]
        for kind, value in (
            (models.DateTimeField, datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=number)),
            (models.DateField, date(2026, 1, 1) + timedelta(days=number)),
            (models.JSONField, {"text": self.mark}),
            (models.BinaryField, self.mark.encode()),
            (models.UUIDField, uuid.uuid4()),
            (models.BooleanField, False),
            (ArrayField, [self.mark[:8]]),
        ):
            if isinstance(field, kind):
                return value
        return number
