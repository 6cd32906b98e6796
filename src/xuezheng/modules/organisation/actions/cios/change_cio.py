"""Correcting what is recorded of a CIO."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.modules.organisation.actions.cios.finding import cio_to_change
from xuezheng.modules.organisation.actions.cios.name_cio import checked
from xuezheng.modules.organisation.keeping import changed, note
from xuezheng.modules.organisation.models import Cio


@transaction.atomic
def change_cio(
    *, post: ActingPost, cio_id: UUID, version: int, name: str, duty: str, doc_number: str, at: datetime
) -> Cio:
    """Another person is not a correction: name a successor for that."""
    cio = cio_to_change(post, cio_id, version=version)
    values = checked(name=name, duty=duty, doc_number=doc_number)
    before = changed(cio, **values)
    note("change_cio", post=post, row=cio, at=at, before=before, after={key: values[key] for key in before})
    return cio
