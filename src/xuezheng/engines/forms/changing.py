"""What every change of the engine begins with (found, allowed, locked, fresh) and leaves in the journal."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from xuezheng.engines.forms.models import Collection, Correction, FormEdition, Report, ReportStep
from xuezheng.engines.forms.policies import (
    can_direct_collection,
    can_fill_by_file,
    can_fill_report,
    collections_visible_to,
    form_editions_visible_to,
    reports_visible_to,
)
from xuezheng.engines.forms.refusals import (
    ChangedMeanwhile,
    NoSuchCollection,
    NoSuchForm,
    NoSuchReport,
)
from xuezheng.kernel.journal.facade import record
from xuezheng.kernel.refusals import NotAllowed, Refusal, first_or_refused
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.kernel.units.models import Unit
from xuezheng.kernel.units.policies import units_visible_to

Noted = FormEdition | Collection | Report | Correction
KINDS: dict[type[Noted], str] = {
    FormEdition: "forms.edition",
    Collection: "forms.collection",
    Report: "forms.report",
    Correction: "forms.correction",
}
MOST_WORDS = 500


def administration_of(post: ActingPost) -> Unit:
    """The unit in whose name the post acts: an office acts in its department's."""
    return first_or_refused(
        units_visible_to(post).filter(unit_path=post.scope_path),
        NoSuchForm,
    )


def edition_to_change(post: ActingPost, edition_id: UUID, *, version: int) -> FormEdition:
    seen = first_or_refused(form_editions_visible_to(post).filter(id=edition_id), NoSuchForm)
    if not can_direct_collection(post, seen):
        raise NotAllowed(_("Only posts of the unit that made the form may change it. Switch to such a post."))
    row = FormEdition.objects.select_for_update(no_key=True).get(id=seen.id)
    check_fresh(row.version, version, name=row.title_zh)
    return row


def collection_to_change(post: ActingPost, collection_id: UUID, *, version: int) -> Collection:
    seen = first_or_refused(collections_visible_to(post).filter(id=collection_id), NoSuchCollection)
    check_directs(post, seen)
    row = Collection.objects.select_for_update(no_key=True).get(id=seen.id)
    check_fresh(row.version, version, name=row.title)
    return row


def check_directs(post: ActingPost, collection: Collection) -> None:
    if not can_direct_collection(post, collection):
        raise NotAllowed(_("Only posts of the unit that collects may do this. Switch to such a post."))


def collection_to_see(post: ActingPost, collection_id: UUID) -> Collection:
    rows = collections_visible_to(post).select_related("edition", "unit")
    return first_or_refused(rows.filter(id=collection_id), NoSuchCollection)


def get_report(post: ActingPost, report_id: UUID) -> Report:
    rows = reports_visible_to(post).select_related("collection__edition", "collection__unit", "unit")
    return first_or_refused(rows.filter(id=report_id), NoSuchReport)


def report_to_fill(post: ActingPost, report_id: UUID, *, by_file: bool = False) -> Report:
    seen = get_report(post, report_id)
    if not (can_fill_by_file(post, seen) if by_file else can_fill_report(post, seen)):
        raise NotAllowed(
            _("Only posts of %(unit)s that may report fill this in. Switch to such a post.") % {"unit": seen.unit.name}
        )
    return locked(seen)


def check_fresh(present: int, stated: int, *, name: str) -> None:
    if stated != present:
        raise ChangedMeanwhile(name)


def words_given(text: str, *, field: str, missing: str = "") -> str:
    """What somebody wrote, without blanks around it; refused where it is missing or too long."""
    text = text.replace("\x00", "").strip()
    if not text and missing:
        raise Refusal(missing, field=field)
    if len(text) > MOST_WORDS:
        raise Refusal(
            _("The text has %(length)d characters; at most %(most)d fit.") % {"length": len(text), "most": MOST_WORDS},
            field=field,
        )
    return text


def minute_of(moment: datetime) -> str:
    """As sentences name it: by the clock of those who read them."""
    return timezone.localtime(moment).strftime("%Y-%m-%d %H:%M")


def saved(row: Any, **changes: Any) -> None:
    """Write the changes and count the version."""
    for name, value in changes.items():
        setattr(row, name, value)
    row.version += 1
    row.save(update_fields=[*changes, "version"])


def step(report: Report, what: ReportStep.What, *, post: ActingPost, at: datetime, words: str = "") -> None:
    ReportStep.objects.create(
        report=report, unit_path=report.unit_path, what=what, words=words, person_name=post.person_name,
        unit_name=post.unit_name, taken_at=at,
    )  # fmt: skip


def note(
    act: str,
    *,
    post: ActingPost,
    row: Noted,
    at: datetime,
    name: str,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
    place: str = "",
) -> None:
    """`place` where the entry lies, if not with the row: a county's act on a province's collection is the county's."""
    record(
        post=post,
        at=at,
        act=f"forms.{act}",
        object_kind=KINDS[type(row)],
        object_id=str(row.id),
        object_name=name,
        unit_path=place or row.unit_path,
        before=before or {},
        after=after or {},
    )


def locked(seen: Report) -> Report:
    row = Report.objects.select_for_update(no_key=True).get(id=seen.id)
    row.collection, row.unit = seen.collection, seen.unit
    return row
