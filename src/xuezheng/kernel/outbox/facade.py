"""The outbox's door for every other package."""

from xuezheng.kernel.outbox.events import DomainEvent, announce, receives

__all__ = ["DomainEvent", "announce", "receives"]
