"""Paths of the module's pages that background work and files name, where no request tells the address."""

from uuid import UUID

from django.urls import reverse


def bulletin_path(bulletin_id: UUID | str) -> str:
    return reverse("bulletin", args=[bulletin_id])


def batch_path(batch_id: UUID | str) -> str:
    return reverse("bulletin-batch", args=[batch_id])
