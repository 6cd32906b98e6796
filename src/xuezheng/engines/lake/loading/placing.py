"""Where rows belong: the codes of their units, resolved against the tree as of the last day of the period."""

from datetime import date

import pyarrow as pa
import pyarrow.compute as pc

from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.kernel.units.queries.history import versions_on

FEW = 2_000
"""Above this many codes all units of the scope are read instead of named one by one."""


def paths_of(post: ActingPost, codes: pa.ChunkedArray, *, day: date) -> pa.Array:
    """A path for each code; null where the post may load nothing there, be it that no such unit was open on the day.

    Rows shared with the post by grant are for reading: they are not among them.
    """
    encoded = codes.combine_chunks().dictionary_encode()
    wanted = encoded.dictionary.to_pylist()
    known = _known(post, wanted, day=day)
    places = pa.array([known.get(code) for code in wanted], pa.string())
    return pc.take(places, encoded.indices)


def places_on(post: ActingPost, day: date) -> dict[str, str]:
    """The path of every unit the post may load for, by its code."""
    versions = versions_on(post, day).filter(unit_path__gte=post.scope_path, unit_path__lt=f"{post.scope_path}~")
    return dict(versions.values_list("code", "unit_path"))


def places_of(post: ActingPost, codes: list[str], *, day: date) -> dict[str, str]:
    """Those of the named units that lie within what the post may load for, with their paths."""
    return _known(post, codes, day=day)


def _known(post: ActingPost, codes: list[str], *, day: date) -> dict[str, str]:
    if len(codes) > FEW:
        return places_on(post, day)
    versions = versions_on(post, day).filter(unit_path__gte=post.scope_path, unit_path__lt=f"{post.scope_path}~")
    return dict(versions.filter(code__in=codes).values_list("code", "unit_path"))
