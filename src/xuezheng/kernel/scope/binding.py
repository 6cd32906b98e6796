"""Binding a post to a database transaction. There is no way to rows of scoped tables but through a bound transaction."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import DatabaseError, connection, transaction

from xuezheng.kernel.scope.acting import ActingPost, ancestors_of

UNBOUND = "!unbound"
_acting: ContextVar[ActingPost | None] = ContextVar("acting", default=None)

_BIND = (
    "SELECT set_config('xuezheng.scope', %s, true), set_config('xuezheng.scope_end', %s, true),"
    " set_config('xuezheng.ancestors', %s, true), set_config('xuezheng.granted', %s, true)"
)


class NoScopeBound(RuntimeError):
    """Code reached for the acting post outside of any binding: a mistake of ours, never of a user."""


@contextmanager
def bound(post: ActingPost) -> Iterator[ActingPost]:
    """Open a transaction that sees what the post may see. Nested bindings restore the outer one."""
    goes_on = connection.in_atomic_block
    with transaction.atomic():
        outer = _acting.get()
        _set(post)
        token = _acting.set(post)
        try:
            yield post
            if goes_on and not connection.needs_rollback:
                _restore(outer)
        finally:
            _acting.reset(token)


@contextmanager
def looking(post: ActingPost) -> Iterator[ActingPost]:
    """As `bound`, for reads alone: in a transaction that is open it makes no savepoint, for there is nothing to take back."""
    outer = _acting.get()
    if outer is None or not connection.in_atomic_block:
        with bound(post):
            yield post
        return
    _set(post)
    token = _acting.set(post)
    try:
        yield post
    except DatabaseError:
        raise  # what was set is taken back with the transaction or the savepoint that failed
    except BaseException:
        _set(outer)
        raise
    else:
        _set(outer)
    finally:
        _acting.reset(token)


def acting_post() -> ActingPost:
    post = _acting.get()
    if post is None:
        raise NoScopeBound("no post is bound to this transaction")
    return post


def _restore(outer: ActingPost | None) -> None:
    """Within a transaction that was open before, the rest of it goes on as before the binding."""
    if outer is not None:
        _set(outer)
    else:
        with connection.cursor() as cursor:
            cursor.execute(_BIND, [UNBOUND, UNBOUND, "", ""])


def _set(post: ActingPost) -> None:
    if not post.scope_path.endswith("."):
        raise NoScopeBound(f"{post.scope_path!r} is no scope: a path ends with a dot")
    with connection.cursor() as cursor:
        ancestors, granted = " ".join(ancestors_of(post.scope_path)), " ".join(post.granted_paths)
        cursor.execute(_BIND, [post.scope_path, f"{post.scope_path}~", ancestors, granted])
