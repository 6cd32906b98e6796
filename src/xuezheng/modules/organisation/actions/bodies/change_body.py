"""Correcting what is recorded of a body."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.modules.organisation.actions.bodies.finding import body_to_change
from xuezheng.modules.organisation.actions.bodies.found_body import checked
from xuezheng.modules.organisation.keeping import changed, note
from xuezheng.modules.organisation.models import Body


@transaction.atomic
def change_body(
    *,
    post: ActingPost,
    body_id: UUID,
    version: int,
    name: str,
    founded_on: date,
    doc_number: str,
    duties: str,
    at: datetime,
) -> Body:
    """Its kind stays: a body of another kind is another body."""
    body = body_to_change(post, body_id, version=version)
    values = checked(
        body.unit, name=name, founded_on=founded_on, doc_number=doc_number, duties=duties, at=at, body=body
    )
    before = changed(body, **values)
    note("change_body", post=post, row=body, at=at, before=before, after={key: values[key] for key in before})
    return body
