"""What a transfer of many leaves behind: the entries and events of each single act, and one of the whole for either unit."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from xuezheng.kernel.journal import facade as journal
from xuezheng.kernel.outbox import facade as outbox
from xuezheng.kernel.people.events import PeopleTransferred, PersonTransferred, PostEnded, PostGranted
from xuezheng.kernel.people.models import Person, Post
from xuezheng.kernel.people.roles import roles
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.kernel.units.models import Unit


@dataclass(frozen=True, kw_only=True)
class Transfer:
    """`persons` and `ended` as they were before."""

    source: Unit
    target: Unit
    persons: Sequence[Person]
    ended: Sequence[Post]
    granted: Sequence[Post]
    effective_on: date


def tell_of_transfer(transfer: Transfer, *, post: ActingPost, at: datetime) -> None:
    journal.record_many([*_whole(transfer), *_posts(transfer, at=at), *_persons(transfer)], post=post, at=at)
    outbox.announce_many([_of_whole(transfer), *_of_parts(transfer)], at=at)


def _whole(transfer: Transfer) -> Iterator[journal.Record]:
    source, target = transfer.source, transfer.target
    for unit in (source, target):
        yield journal.Record(
            act="people.transfer_people",
            object_kind="unit",
            object_id=unit.uuid,
            object_name=unit.name,
            unit_path=unit.unit_path,
            after={
                "from_unit": source.name,
                "to_unit": target.name,
                "persons": len(transfer.persons),
                "posts_ended": len(transfer.ended),
                "posts_granted": len(transfer.granted),
                "effective_on": transfer.effective_on.isoformat(),
            },
        )


def _posts(transfer: Transfer, *, at: datetime) -> Iterator[journal.Record]:
    for row in transfer.ended:
        yield _of_post("end_post", row, before={"valid_to": _moment(row.valid_to)}, after={"valid_to": at.isoformat()})
    for row in transfer.granted:
        after = {
            "person": row.person_name,
            "unit": row.unit_name,
            "role": row.role,
            "valid_from": row.valid_from.isoformat(),
            "valid_to": _moment(row.valid_to),
        }
        yield _of_post("grant_post", row, before=None, after=after)


def _of_post(act: str, row: Post, *, before: dict[str, Any] | None, after: dict[str, Any]) -> journal.Record:
    title = roles()[row.role].name_zh if row.role in roles() else row.role
    return journal.Record(
        act=f"people.{act}",
        object_kind="post",
        object_id=row.id,
        object_name=f"{row.person_name} · {title} · {row.unit_name}",
        unit_path=row.unit_path,
        before=before,
        after=after,
    )


def _persons(transfer: Transfer) -> Iterator[journal.Record]:
    paths = dict.fromkeys((transfer.source.unit_path, transfer.target.unit_path))
    for person in transfer.persons:
        for path in paths:
            yield journal.Record(
                act="people.transfer_person",
                object_kind="person",
                object_id=person.id,
                object_name=person.name,
                unit_path=path,
                before={"home_unit": transfer.source.name},
                after={"home_unit": transfer.target.name, "posts_kept": False},
            )


def _of_whole(transfer: Transfer) -> PeopleTransferred:
    return PeopleTransferred(
        unit_path=transfer.target.unit_path,
        from_path=transfer.source.unit_path,
        from_unit=str(transfer.source.uuid),
        to_unit=str(transfer.target.uuid),
        persons=len(transfer.persons),
        effective_on=transfer.effective_on.isoformat(),
    )


def _of_parts(transfer: Transfer) -> Iterator[outbox.DomainEvent]:
    for row in transfer.ended:
        yield PostEnded(**_facts(row))
    for row in transfer.granted:
        yield PostGranted(**_facts(row))
    for person in transfer.persons:
        yield PersonTransferred(
            unit_path=transfer.target.unit_path, person_id=str(person.id), from_path=transfer.source.unit_path
        )


def _facts(row: Post) -> dict[str, Any]:
    return {
        "unit_path": row.unit_path,
        "post_id": str(row.id),
        "person_id": str(row.person_id),
        "unit_id": row.unit_id,
        "role": row.role,
    }


def _moment(value: datetime | None) -> str | None:
    return value.isoformat() if value else None
