"""The list of forms in their editions."""

from django.db.models import QuerySet
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from xuezheng.engines.forms.models import FormEdition
from xuezheng.engines.forms.places import edition_path
from xuezheng.engines.forms.policies import DESIGN, READ, form_editions_visible_to
from xuezheng.kernel.pages.lists import Column, Filter, HeadLink, ListPage
from xuezheng.kernel.scope.acting import ActingPost

TONES = {"draft": "a", "published": "g", "withdrawn": ""}


def listed_editions(post: ActingPost) -> QuerySet[FormEdition]:
    return form_editions_visible_to(post).select_related("unit").defer("text")


def state_tag(row: FormEdition) -> str:
    return format_html('<span class="tag {}">{}</span>', TONES.get(row.state, ""), row.get_state_display())


EDITIONS = ListPage[FormEdition](
    code="forms",
    title=_("Forms"),
    intro=_("What can be asked of units, in editions that stay as they were published."),
    permission=READ,
    rows=listed_editions,
    columns=[
        Column(
            key="title", title=_("Form"), value=lambda row: row.title_zh, sort="title_zh",
            link=lambda row: edition_path(row.id),
        ),
        Column(key="number", title=_("Edition"), value=lambda row: row.number, sort="number", numeric=True),
        Column(key="unit", title=_("By"), value=lambda row: row.unit.name, sort="unit_path"),
        Column(key="asked", title=_("Fields asked"), value=lambda row: row.asked, sort="asked", numeric=True),
        Column(
            key="minutes", title=_("Minutes estimated"), value=lambda row: row.minutes, sort="minutes", numeric=True
        ),
        Column(
            key="state", title=_("State"), value=state_tag, export=lambda row: row.get_state_display(), sort="state"
        ),
    ],
    default_sort="title",
    filters=[
        Filter(
            key="q", title=_("Form"), kind="search", hint=_("Part of the name"),
            apply=lambda rows, text: rows.filter(title_zh__contains=text),
        ),
        Filter(
            key="state", title=_("State"), apply=lambda rows, state: rows.filter(state=state),
            choices=lambda _post: list(FormEdition.State.choices),
        ),
    ],
    links=[
        HeadLink(title=_("Shipped forms"), address="shipped-forms", permission=DESIGN),
        HeadLink(title=_("From a text"), address="draft-form", permission=DESIGN),
        HeadLink(title=_("Draft a form"), address="start-form", permission=DESIGN, primary=True),
    ],
    empty=_("No form yet. Forms of the units above appear here when they are published."),
)  # fmt: skip
