"""The people's door for every other package."""

from xuezheng.kernel.people.acting import acting_value, posts_in_force

__all__ = ["acting_value", "posts_in_force"]
