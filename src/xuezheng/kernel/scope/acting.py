"""Who acts: a post as a plain value, handed to every action and policy, and bound to the database transaction."""

from dataclasses import dataclass, field
from uuid import UUID

ROOT = "cn."
"""Path of the tree's root. It is not empty on purpose: an empty or unset scope sees nothing."""


@dataclass(frozen=True, kw_only=True)
class ActingPost:
    """A person acting under one post. `scope_path` is the subtree it sees, which for an office is its department's."""

    post_id: UUID | None
    person_id: UUID | None
    person_name: str
    unit_id: int | None
    unit_name: str
    unit_path: str
    scope_path: str
    role: str
    permissions: frozenset[str] = field(default_factory=frozenset)
    granted_paths: tuple[str, ...] = ()
    origin: str = ""
    """Where the request came from (address), for the journal."""
    request_id: str = ""

    def may(self, permission: str) -> bool:
        return permission in self.permissions

    def covers(self, path: str) -> bool:
        """Whether the path lies in this post's own subtree (grants not counted)."""
        return path.startswith(self.scope_path)

    @property
    def is_system(self) -> bool:
        return self.post_id is None


def ancestors_of(path: str) -> tuple[str, ...]:
    """Paths of the unit and all units above it: 'cn.41.4105.' gives 'cn.', 'cn.41.', 'cn.41.4105.'."""
    segments = path.rstrip(".").split(".")
    return tuple(".".join(segments[: n + 1]) + "." for n in range(len(segments)))


def system_post(name: str, *, permissions: frozenset[str] = frozenset()) -> ActingPost:
    """The platform itself at work (a job, a command): sees the whole tree, may do what is listed, is named in the journal."""
    return ActingPost(
        post_id=None,
        person_id=None,
        person_name=name,
        unit_id=None,
        unit_name="",
        unit_path=ROOT,
        scope_path=ROOT,
        role="system",
        permissions=permissions,
    )
