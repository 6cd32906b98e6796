"""What files are attached to: each package registers how its objects are found and who may see them."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Q

from xuezheng.kernel.scope.acting import ActingPost


@dataclass(frozen=True, kw_only=True)
class Owner:
    """An object as the post sees it. `may_change`: add files to it and remove them. `by_its_package`: they come and go only
    with what the package keeps of them, so never by the pages and endpoints of files alone.
    """

    unit_path: str
    name: str
    url: str = ""
    may_change: bool = False
    by_its_package: bool = False


@dataclass(frozen=True, kw_only=True)
class OwnerKind:
    """`find` gives None where the post may not see the object. `visible` says the same of all its attachments at once."""

    find: Callable[[ActingPost, str], Owner | None]
    visible: Callable[[ActingPost], Q]


_kinds: dict[str, OwnerKind] = {}


def register(
    object_kind: str, *, find: Callable[[ActingPost, str], Owner | None], visible: Callable[[ActingPost], Q]
) -> None:
    """In AppConfig.ready. `visible` is a condition on attachments, such as `Q(object_id__in=ids)`; the two must agree."""
    _kinds[object_kind] = OwnerKind(find=find, visible=visible)


def find_owner(post: ActingPost, *, object_kind: str, object_id: str) -> Owner | None:
    """A kind that nobody registered is closed."""
    kind = _kinds.get(object_kind)
    return kind.find(post, object_id) if kind else None


def visible_to(post: ActingPost) -> Q:
    condition = Q(pk__in=[])
    for code, kind in _kinds.items():
        condition |= Q(object_kind=code) & kind.visible(post)
    return condition
