"""The outbox's door for every other package."""

from xuezheng.kernel.outbox.events import DomainEvent, announce, announce_many, receives
from xuezheng.kernel.outbox.identity import resolve_posts_with
from xuezheng.kernel.outbox.operators import operates, top_path
from xuezheng.kernel.outbox.queries import QueueState, is_going_on, queue_state, worker_heartbeat
from xuezheng.kernel.outbox.registry import Job, job, periodic
from xuezheng.kernel.outbox.work import Work, WorkStopped

__all__ = [
    "DomainEvent",
    "Job",
    "QueueState",
    "Work",
    "WorkStopped",
    "announce",
    "announce_many",
    "is_going_on",
    "job",
    "operates",
    "periodic",
    "queue_state",
    "receives",
    "resolve_posts_with",
    "top_path",
    "worker_heartbeat",
]
