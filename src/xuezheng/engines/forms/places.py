"""Addresses of the engine's pages, for to-dos, messages and results of jobs."""

from uuid import UUID

from django.urls import reverse

ON_DESK = "on_desk"
"""The state by which the list of reports shows what lies on the own desk."""


def edition_path(edition_id: UUID) -> str:
    return reverse("form", args=[edition_id])


def collection_path(collection_id: UUID) -> str:
    return reverse("collection", args=[collection_id])


def reports_on_desk_path(collection_id: UUID) -> str:
    return reverse("reports") + f"?collection={collection_id}&state={ON_DESK}"


def correction_path(correction_id: UUID) -> str:
    return reverse("correction", args=[correction_id])


def report_path(report_id: UUID) -> str:
    return reverse("report", args=[report_id])


def upload_path(upload_id: UUID) -> str:
    return reverse("sheet-upload", args=[upload_id])
