"""Parts become what is in force: definitions as versions, templates as wordings, forms as drafts."""

from collections.abc import Collection, Mapping
from datetime import datetime

from django.db import connection

from xuezheng.engines.forms import facade as forms
from xuezheng.engines.indicators import facade as indicators
from xuezheng.engines.lake import facade as lake
from xuezheng.kernel.scope.acting import ROOT, ActingPost, system_post
from xuezheng.kernel.scope.binding import bound
from xuezheng.modules.monitoring.actions.note_change import note_periods
from xuezheng.modules.monitoring.bulletins.templates import newest_wordings
from xuezheng.modules.monitoring.measuring.reader import LakeReader
from xuezheng.modules.monitoring.models import TemplateWording


def wait_for_other_wordings() -> None:
    """Two at once would both compare with the wording before: the second compares with what the first kept. The lock goes with
    the transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended('monitoring wordings', 0))")


def take_parts(parts: Mapping[str, str], *, post: ActingPost, origin: str, at: datetime) -> None:
    """Parts that were compared and found right, by their names; in the caller's transaction, which waited for others."""
    by_kind: dict[str, list[str]] = {}
    for name in sorted(parts):
        by_kind.setdefault(name.partition("/")[0], []).append(name)
    _take_definitions(parts, by_kind.get("indicators", ()), origin=origin, at=at)
    _take_templates(parts, by_kind.get("bulletins", ()), origin=origin, at=at)
    for name in by_kind.get("forms", ()):
        forms.draft_form(post=post, text=parts[name], at=at)


def _take_definitions(parts: Mapping[str, str], names: Collection[str], *, origin: str, at: datetime) -> None:
    """Tables they read are measured anew, as when a release brings a definition."""
    reader = LakeReader()
    read = [indicators.read_definition(parts[name], name=name.partition("/")[2], tables=reader) for name in names]
    fresh = indicators.import_definitions(definitions=read, origin=origin, at=at)
    with bound(system_post("monitoring")):
        for table in sorted({str(version.definition["table"]) for version in fresh}):
            note_periods(table=table, periods=lake.loaded_periods(table), places=[ROOT], at=at)


def _take_templates(parts: Mapping[str, str], names: Collection[str], *, origin: str, at: datetime) -> None:
    before, fresh = newest_wordings(), []
    for name in names:
        code = name.partition("/")[2].removesuffix(".yaml")
        number = before[code].number + 1 if code in before else 1
        fresh.append(
            TemplateWording(code=code, number=number, text=parts[name], imported_from=origin[:200], worded_at=at)
        )
    TemplateWording.objects.bulk_create(fresh)
