"""What the journal hears from the pages below it: rows that left as a file are an act worth recording."""

from xuezheng.kernel.journal.actions import record
from xuezheng.kernel.pages.exports import ExportTaken


def record_export(taken: ExportTaken) -> None:
    record(
        post=taken.post,
        at=taken.at,
        act="pages.export_rows",
        object_kind="pages.list",
        object_id=taken.list_code,
        object_name=taken.title,
        unit_path=taken.post.unit_path,
        after={
            "format": taken.format,
            "rows": taken.rows,
            "filters": dict(taken.filters),
            "columns": list(taken.columns),
            "complete": taken.complete,
        },
    )
