"""The list of corrections, and those that wait for the post's word on its home."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db.models import QuerySet
from django.utils.html import format_html
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from xuezheng.engines.forms.models import Correction
from xuezheng.engines.forms.places import correction_path
from xuezheng.engines.forms.policies import READ, corrections_visible_to, to_answer
from xuezheng.engines.forms.reading_editions import field_words
from xuezheng.kernel.clock import now, today
from xuezheng.kernel.pages.lists import Column, Filter, ListPage
from xuezheng.kernel.pages.todos import Todo
from xuezheng.kernel.scope.acting import ActingPost

MOST = 20
TONES = {Correction.Answer.PUT_RIGHT: "g", Correction.Answer.STANDS: ""}


def listed_corrections(post: ActingPost) -> QuerySet[Correction]:
    return corrections_visible_to(post).select_related("unit", "report__collection__edition")


def title_of(row: Correction) -> str:
    """The field in the reader's language."""
    return str(field_words(row))


def state_of(row: Correction) -> str:
    return _state(row, today(now()))[1]


def state_tag(row: Correction) -> str:
    return format_html('<span class="tag {}">{}</span>', *_state(row, today(now())))


def _state(row: Correction, day: date) -> tuple[str, str]:
    if row.answered_at is not None:
        tone, said = TONES[Correction.Answer(row.answer)], str(row.get_answer_display())
        return (
            (tone, said) if today(row.answered_at) <= row.due_on else ("a", _now("%(answer)s, late") % {"answer": said})
        )
    return ("r", _now("answer overdue")) if row.due_on < day else ("a", _now("to be answered"))


def _of_state(rows: QuerySet[Correction], text: str) -> QuerySet[Correction]:
    if text == "open":
        return rows.filter(answered_at=None)
    if text == "overdue":
        return rows.filter(answered_at=None, due_on__lt=today(now()))
    return rows.filter(answer=text) if text in Correction.Answer.values else rows.none()


CORRECTIONS = ListPage[Correction](
    code="corrections",
    title=_("Corrections"),
    intro=_("Values that a unit says are wrong, put to whoever keeps their source."),
    permission=READ,
    rows=listed_corrections,
    columns=[
        Column(key="unit", title=_("Unit"), value=lambda row: row.unit.name, sort="unit_path"),
        Column(
            key="field",
            title=pgettext_lazy("correction", "Field"),
            value=title_of,
            link=lambda row: correction_path(row.id),
        ),
        Column(key="value", title=_("Value at the source"), value=lambda row: row.value or "—", numeric=True),
        Column(key="claimed", title=_("Said to be right"), value=lambda row: row.claimed, numeric=True),
        Column(key="due", title=_("To be answered by"), value=lambda row: row.due_on, sort="due_on"),
        Column(key="state", title=_("State"), value=state_tag, export=state_of),
    ],
    default_sort="-due",
    filters=[
        Filter(
            key="state",
            title=_("State"),
            apply=_of_state,
            choices=lambda _post: [
                ("open", _("to be answered")),
                ("overdue", _("answer overdue")),
                *Correction.Answer.choices,
            ],
        )
    ],
    empty=_("No correction yet. A unit asks for one beside the value in its report."),
)


def correction_todos(post: ActingPost, _at: datetime) -> Sequence[Todo]:
    rows = to_answer(post).select_related("unit", "report__collection__edition").order_by("due_on", "id")[:MOST]
    return [
        Todo(
            text=_now("Answer: %(unit)s says “%(field)s” is wrong") % {"unit": row.unit.name, "field": title_of(row)},
            url=correction_path(row.id),
            due_on=row.due_on,
            waiting_for=row.unit.name,
        )
        for row in rows
    ]
