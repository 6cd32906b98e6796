"""The list of collections, and what of them waits on the home of the post."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Count, QuerySet
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from xuezheng.engines.forms.models import Collection
from xuezheng.engines.forms.places import collection_path
from xuezheng.engines.forms.policies import READ, REVIEW, collections_visible_to, reports_visible_to
from xuezheng.kernel.clock import now
from xuezheng.kernel.pages.lists import Column, Filter, ListPage
from xuezheng.kernel.pages.todos import Todo
from xuezheng.kernel.scope.acting import ActingPost

MOST = 20


def listed_collections(post: ActingPost) -> QuerySet[Collection]:
    return collections_visible_to(post).select_related("unit", "edition")


def state_of(row: Collection) -> str:
    return _state(row)[1]


def state_tag(row: Collection) -> str:
    return format_html('<span class="tag {}">{}</span>', *_state(row))


def _state(row: Collection) -> tuple[str, str]:
    at = now()
    if row.closed_at is not None:
        return "", _now("closed for good")
    if at < row.opens_at:
        return "", _now("not open yet")
    if at <= row.due_at:
        return "t", _now("reports are taken")
    return ("a", _now("overdue, still taken")) if at <= row.closes_at else ("", _now("collection closed"))


COLLECTIONS = ListPage[Collection](
    code="collections",
    title=_("Collections"),
    intro=_("What is asked of units for a period, and how far it is."),
    permission=READ,
    rows=listed_collections,
    columns=[
        Column(
            key="title",
            title=_("Collection"),
            value=lambda row: row.title,
            sort="title",
            link=lambda row: collection_path(row.id),
        ),
        Column(key="unit", title=_("By"), value=lambda row: row.unit.name, sort="unit_path"),
        Column(key="due", title=_("Due"), value=lambda row: row.due_at, sort="due_at"),
        Column(key="minutes", title=_("Minutes estimated"), value=lambda row: row.edition.minutes, numeric=True),
        Column(key="state", title=_("State"), value=state_tag, export=state_of),
    ],
    default_sort="-due",
    filters=[
        Filter(
            key="q",
            title=_("Collection"),
            kind="search",
            hint=_("Part of the name"),
            apply=lambda rows, text: rows.filter(title__contains=text),
        )
    ],
    empty=_("No collection yet. Open one from a published form."),
)


def waiting_todos(post: ActingPost, _at: datetime) -> Sequence[Todo]:
    """All on a desk in one sentence for each collection. What a unit has to fill in stands in its inbox."""
    if not post.may(REVIEW):
        return []
    on_desk = (
        reports_visible_to(post).filter(desk_path=post.scope_path, collection__closed_at=None).exclude(desk_path="")
    )
    rows = on_desk.values("collection_id", "collection__title").annotate(count=Count("id")).order_by("collection_id")
    return [
        Todo(
            text=ngettext(
                "%(count)s report to decide: %(title)s", "%(count)s reports to decide: %(title)s", row["count"]
            )
            % {"count": row["count"], "title": row["collection__title"]},
            url=reverse("collection", args=[row["collection_id"]]),
        )
        for row in rows[:MOST]
    ]
