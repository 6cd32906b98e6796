"""Rows that follow their unit: after the tree changed, what still lives lies where its bearer lies today."""

from typing import Any, TypeVar

from django.db.models import F, Model, OuterRef, QuerySet, Subquery

M = TypeVar("M", bound=Model)


def follow(rows: "QuerySet[Any]", *, old_path: str, bearer: str, path: str = "unit_path") -> int:
    """Of these rows those whose `path` is at or below the old one get the path that `bearer` leads to, such as "unit__unit_path"
    or "order__issuer_path".

    In a binding that sees the whole tree. Done twice it changes nothing, whatever happened in between. Returns how many went.
    """
    every: QuerySet[Any] = rows.model._default_manager.all()  # noqa: SLF001 - Django's documented name for the manager of any model
    present = every.filter(pk=OuterRef("pk")).values(bearer)[:1]
    going = astray(rows, old_path=old_path, bearer=bearer, path=path).values("pk")
    return every.filter(pk__in=going).update(**{path: Subquery(present)})


def astray(rows: "QuerySet[M]", *, old_path: str, bearer: str, path: str = "unit_path") -> "QuerySet[M]":
    """Those at or below the old path that lie elsewhere than their bearer."""
    within = rows.filter(**{f"{path}__gte": old_path, f"{path}__lt": old_path + "~"})
    return within.exclude(**{path: F(bearer)})
