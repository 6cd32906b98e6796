"""The journal's door for every other package."""

from xuezheng.kernel.journal.actions import record

__all__ = ["record"]
