"""An event, receivers and jobs of a made-up package, registered as a package's own would be."""

import time
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from xuezheng.kernel.clock import now
from xuezheng.kernel.journal.facade import record
from xuezheng.kernel.journal.models import Entry
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
def ring_bells(work: Work, *, bells: int, wait_in_last_step: bool = False) -> None:
    """One step a bell; each names who rang it."""
    for number in range(bells):
        work.stop_if_cancelled()
        with work.step() as post:
            note("sample.ring", number, path=post.unit_path, at=now())
            work.report_progress(number + 1, bells)
            if wait_in_last_step and number + 1 == bells:
                wait_for_stop(work)
    if "ring_bells" in broken:
        raise RuntimeError("no clapper")
    with work.step():
        work.report_result({"rung": bells})


@job("sample.refuse", queue="sample", retries=5)
def refuse(work: Work) -> None:
    with work.step():
        raise Refusal("This bell may not be rung; choose another.")


@job("sample.hang", queue="sample", retries=3)
def hang(work: Work, *, until_tried: int) -> None:
    """Leaves a trace of each try; from the given try on it takes effect, before that it waits to be stopped or killed."""
    with work.step() as post:
        note("sample.tried", "bell", path=post.unit_path, at=now())
        tried = Entry.objects.filter(act="sample.tried").count()
    with work.step() as post:
        note("sample.took_effect", "bell", path=post.unit_path, at=now())
        if tried < until_tried:
            wait_for_stop(work)


def wait_for_stop(work: Work) -> None:
    while True:
        work.stop_if_cancelled()
        time.sleep(0.02)
