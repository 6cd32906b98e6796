"""Drawing a period's rows from a database: they become a file that is checked first and loaded once it is right."""

from datetime import datetime

from django.db import transaction

from xuezheng.engines.lake.actions.hand_in_file import MOST_BYTES, hand_in_file
from xuezheng.engines.lake.databases.drawing import rows_of
from xuezheng.engines.lake.declarations import get_table
from xuezheng.engines.lake.models import Upload
from xuezheng.engines.lake.period_names import begun_period
from xuezheng.engines.lake.policies import can_load
from xuezheng.engines.lake.queries.databases import databases_of
from xuezheng.engines.lake.refusals import (
    ColumnsAreMissing,
    DatabaseIsUnknown,
    FileHasNoRows,
    MayNotLoad,
    QueryLacksColumns,
)
from xuezheng.kernel.journal.facade import record
from xuezheng.kernel.scope.acting import ActingPost


@transaction.atomic
def draw_from_database(*, post: ActingPost, table: str, source: str, period: str, at: datetime) -> Upload:
    if not can_load(post):
        raise MayNotLoad
    named = begun_period(get_table(table), period, at=at)
    database = {each.code: each for each in databases_of(post, table=table)}.get(source)
    if database is None:
        raise DatabaseIsUnknown
    data = rows_of(database, period=named, most_bytes=MOST_BYTES)
    try:
        upload = hand_in_file(
            post=post, table=table, period=named.code, data=data, filename=f"{database.title}.parquet", at=at
        )
    except ColumnsAreMissing as lacking:
        raise QueryLacksColumns(database.title, lacking.titles) from lacking
    except FileHasNoRows as empty:
        raise FileHasNoRows(database.title, field="source") from empty
    record(
        post=post,
        at=at,
        act="lake.draw_rows",
        object_kind="lake.upload",
        object_id=upload.id,
        object_name=f"{table} {named.code}",
        unit_path=post.unit_path,
        after={"table": table, "period": named.code, "source": database.code, "rows": upload.rows},
    )
    return upload
