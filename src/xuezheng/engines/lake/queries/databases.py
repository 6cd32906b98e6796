"""From which databases a post may draw: their rows are of all units, and wrong ones are shown to whoever draws them."""

from collections.abc import Sequence

from xuezheng.engines.lake.databases.declared import Database, declared_databases
from xuezheng.engines.lake.declarations import tables
from xuezheng.engines.lake.loading.placing import places_of
from xuezheng.engines.lake.policies import can_load
from xuezheng.kernel.clock import now, today
from xuezheng.kernel.scope.acting import ActingPost


def databases_of(post: ActingPost, *, table: str) -> Sequence[Database]:
    """Those of the table whose unit lies within the post's scope."""
    found = [each for each in declared_databases() if each.table == table and table in tables()]
    if not found or not can_load(post):
        return []
    own = places_of(post, [each.unit for each in found], day=today(now()))
    return [each for each in found if each.unit in own]
