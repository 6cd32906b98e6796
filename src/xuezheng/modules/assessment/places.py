"""Addresses of the module's pages."""

from uuid import UUID

from django.urls import reverse


def round_path(round_id: UUID) -> str:
    return reverse("assessment-round", args=[round_id])


def ranking_path(round_id: UUID) -> str:
    return reverse("assessment-ranking", args=[round_id])


def assessed_path(assessed_id: UUID) -> str:
    return reverse("assessed-unit", args=[assessed_id])


def appeal_path(appeal_id: UUID) -> str:
    return reverse("assessment-appeal", args=[appeal_id])


def expert_path(expert_id: UUID) -> str:
    return reverse("assessment-expert", args=[expert_id])


def review_path(review_id: UUID) -> str:
    return reverse("assessment-review", args=[review_id])
