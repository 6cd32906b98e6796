"""The list of entries."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from xuezheng.kernel.journal import queries, titles
from xuezheng.kernel.journal.models import Entry
from xuezheng.kernel.journal.places import with_unit_names
from xuezheng.kernel.journal.policies import entries_visible_to
from xuezheng.kernel.pages.lists import Column, Filter, ListPage
from xuezheng.kernel.scope.acting import ActingPost


def _rows(post: ActingPost) -> QuerySet[Entry]:
    return with_unit_names(entries_visible_to(post)).defer("before", "after")


def _unit_name(entry: Any) -> str:
    return str(entry.unit_name or entry.unit_path)


def _person(entry: Entry) -> str:
    return titles.title_of_actor(entry.person_name, person_id=entry.person_id)


ENTRIES = ListPage[Entry](
    code="journal",
    title=_("Journal"),
    permission="journal.read",
    rows=_rows,
    columns=[
        Column(key="at", title=_("Time"), value=lambda entry: entry.at, sort="at", fixed=True),
        Column(
            key="act",
            title=_("Act"),
            value=lambda entry: titles.title_of_act(entry.act),
            link=lambda entry: reverse("journal-entry", args=[entry.pk]),
        ),
        Column(key="object", title=_("About"), value=lambda entry: entry.object_name),
        Column(key="kind", title=_("Kind"), value=lambda entry: titles.title_of_kind(entry.object_kind), shown=False),
        Column(key="unit", title=_("Unit"), value=_unit_name),
        Column(key="person", title=_("Person"), value=_person, fixed=True),
        Column(key="post", title=_("Post"), value=lambda entry: titles.title_of_post(entry.post_title), shown=False),
        Column(key="origin", title=_("From where"), value=lambda entry: entry.origin, shown=False),
        Column(key="code", title=_("Code of the act"), value=lambda entry: entry.act, shown=False),
        Column(key="number", title=_("Number"), value=lambda entry: entry.pk, sort="id", numeric=True, shown=False),
    ],
    default_sort="-at",
    filters=[
        Filter(key="unit", title=_("Unit and below"), apply=queries.about_units, hint=_("Name or code")),
        Filter(key="person", title=_("Person"), apply=queries.by_person, hint=_("Whole name")),
        Filter(
            key="act",
            title=_("Act"),
            apply=lambda rows, value: rows.filter(act=value),
            choices=lambda _post: titles.known_acts(),
        ),
        Filter(
            key="kind",
            title=_("Kind"),
            apply=lambda rows, value: rows.filter(object_kind=value),
            choices=lambda _post: titles.known_kinds(),
        ),
        Filter(key="from", title=_("From"), apply=queries.since, kind="date"),
        Filter(key="until", title=_("Until"), apply=queries.until, kind="date"),
        Filter(key="object", title=_("Object's number"), apply=queries.about_object),
        Filter(
            key="q",
            title=_("Text"),
            apply=lambda rows, value: rows.filter(object_name__contains=value),
            kind="search",
            hint=_("Part of the object's name"),
        ),
    ],
    empty=_("No act matches. Widen the time or clear a filter."),
    context=lambda _post: {"seal": queries.seal_state()},
    counted=False,
    template="journal/list.html",
)
