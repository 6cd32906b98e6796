"""Reaching beyond the own scope, for the few acts on a person that touch other units: the caller has checked its policy.

Posts elsewhere must be known before somebody's password is reset, and must end when the person leaves. The acting post
stays the one named in the journal; its permissions are laid down meanwhile.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from xuezheng.kernel.scope.acting import ROOT, ActingPost
from xuezheng.kernel.scope.binding import bound


@contextmanager
def beyond_own_scope(post: ActingPost) -> Iterator[ActingPost]:
    with bound(replace(post, scope_path=ROOT, permissions=frozenset(), granted_paths=())) as reaching:
        yield reaching
