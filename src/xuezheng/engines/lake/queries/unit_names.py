"""Names of the units that rows belong to, as they were called in the period: one flat query for a page or a file."""

from datetime import date

import pyarrow as pa
import pyarrow.compute as pc

from xuezheng.engines.lake.loading.placing import FEW
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.kernel.units.queries.history import versions_on


def unit_names(post: ActingPost, codes: pa.ChunkedArray, *, day: date) -> pa.Array:
    """Beside each code; null where the post may not see the unit, or it is gone from the tree."""
    encoded = codes.combine_chunks().dictionary_encode()
    wanted = encoded.dictionary.to_pylist()
    versions = versions_on(post, day)
    found = versions if len(wanted) > FEW else versions.filter(code__in=wanted)
    names = dict(found.values_list("code", "name"))
    return pc.take(pa.array([names.get(code) for code in wanted], pa.string()), encoded.indices)
