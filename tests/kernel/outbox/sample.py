"""An event, receivers and jobs of a made-up package, registered as a package's own would be."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from xuezheng.kernel.clock import now
from xuezheng.kernel.journal.facade import record
from xuezheng.kernel.outbox.facade import DomainEvent, Work, announce, job, receives
from xuezheng.kernel.refusals import Refusal
from xuezheng.kernel.scope.binding import acting_post

broken: set[str] = set()
"""Names of the receivers and jobs that fail at present."""


@dataclass(frozen=True, kw_only=True)
class BellRung(DomainEvent):
    name: ClassVar[str] = "sample.BellRung"
    bell: str


@dataclass(frozen=True, kw_only=True)
class EchoHeard(DomainEvent):
    name: ClassVar[str] = "sample.EchoHeard"
    bell: str


def note(act: str, what: object, *, path: str, at: datetime) -> None:
    record(
        post=acting_post(), at=at, act=act, object_kind="bell", object_id=what, object_name=str(what), unit_path=path
    )


@receives(BellRung)
def write_down(_event_id: UUID, event: BellRung, at: datetime) -> None:
    note("sample.write_down", event.bell, path=event.unit_path, at=at)


@receives(BellRung)
def echo(_event_id: UUID, event: BellRung, at: datetime) -> None:
    note("sample.echo", event.bell, path=event.unit_path, at=at)
    announce(EchoHeard(unit_path=event.unit_path, bell=event.bell), at=at)
    if "echo" in broken:
        raise RuntimeError("the echo of '张三' 410522199001011234 broke")


@receives(EchoHeard)
def hear_echo(_event_id: UUID, event: EchoHeard, at: datetime) -> None:
    note("sample.hear_echo", event.bell, path=event.unit_path, at=at)


@job("sample.ring_bells", queue="sample", retries=2)
def ring_bells(work: Work, *, bells: int) -> None:
    """One step a bell; each names who rang it."""
    for number in range(bells):
        work.stop_if_cancelled()
        with work.step() as post:
            note("sample.ring", number, path=post.unit_path, at=now())
        work.report_progress(number + 1, bells)
    if "ring_bells" in broken:
        raise RuntimeError("no clapper")
    with work.step():
        work.report_result({"rung": bells})


@job("sample.refuse", queue="sample", retries=5)
def refuse(work: Work) -> None:
    with work.step():
        raise Refusal("This bell may not be rung; choose another.")
