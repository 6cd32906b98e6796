"""The list of bulletins: the own, those of units below, issued ones about the own unit and the units above."""

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from xuezheng.kernel.calendar.facade import parse_period
from xuezheng.kernel.pages.lists import Column, Filter, HeadLink, ListPage
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.kernel.units.kinds import Level
from xuezheng.modules.monitoring.addresses import batch_address, bulletin_address
from xuezheng.modules.monitoring.bulletins.templates import name_templates, template_choices
from xuezheng.modules.monitoring.models import Bulletin, BulletinBatch
from xuezheng.modules.monitoring.policies.bulletins import (
    READ,
    WRITE,
    bulletin_batches_visible_to,
    bulletins_visible_to,
)

SOME, NONE = False, True
STATES: dict[str, dict[str, bool]] = {
    Bulletin.State.DRAFT: {"issued_at__isnull": NONE},
    Bulletin.State.ISSUED: {"issued_at__isnull": SOME, "withdrawn_at__isnull": NONE},
    Bulletin.State.WITHDRAWN: {"withdrawn_at__isnull": SOME},
    "published": {"published": True},
}
CHOICES: list[tuple[str, str | Promise]] = [*Bulletin.State.choices, ("published", _("open to everybody"))]
TONES = {Bulletin.State.DRAFT: "a", Bulletin.State.ISSUED: "g", Bulletin.State.WITHDRAWN: "r"}


def listed_bulletins(post: ActingPost) -> QuerySet[Bulletin]:
    """Without what only the bulletin itself needs."""
    return bulletins_visible_to(post).defer("wording", "figures")


def state_tag(bulletin: Bulletin) -> str:
    return format_html('<span class="tag {}">{}</span>', TONES[bulletin.state], bulletin.state.label)


def period_title(row: Bulletin | BulletinBatch) -> str:
    return parse_period(row.period).title


BULLETINS = ListPage[Bulletin](
    code="bulletins",
    title=_("Bulletins"),
    intro=_("What an administration says of the figures of a period, with the figures as they were."),
    permission=READ,
    rows=listed_bulletins,
    prepare=name_templates,
    columns=[
        Column(
            key="title",
            title=_("Title"),
            value=lambda row: row.title,
            sort="title",
            link=lambda row: bulletin_address(row.id),
        ),
        Column(key="period", title=_("Period"), value=period_title, export=lambda row: row.period, sort="period"),
        Column(key="subject", title=_("About"), value=lambda row: row.subject_name, sort="subject_path"),
        Column(key="issuer", title=_("Issued by"), value=lambda row: row.issuer_name, sort="unit_path"),
        Column(key="state", title=_("State"), value=state_tag, export=lambda row: row.state.label),
        Column(key="dated", title=_("Dated"), value=lambda row: row.dated),
        Column(
            key="template",
            title=_("Template"),
            value=lambda row: row.template_name,
            export=lambda row: row.template,
            shown=False,
        ),
        Column(key="number", title=_("Document number"), value=lambda row: row.number, shown=False),
        Column(key="drafted", title=_("Drafted at"), value=lambda row: row.drafted_at, sort="drafted_at", shown=False),
    ],
    default_sort="-period",
    filters=[
        Filter(
            key="q",
            title=_("Bulletins"),
            kind="search",
            hint=_("Part of the title"),
            apply=lambda rows, text: rows.filter(title__contains=text),
        ),
        Filter(key="period", title=_("Period"), apply=lambda rows, code: rows.filter(period=code), hint="2018Q3"),
        Filter(
            key="template",
            title=_("Template"),
            apply=lambda rows, code: rows.filter(template=code),
            choices=lambda _post: template_choices(),
        ),
        Filter(
            key="unit",
            title=_("About"),
            apply=lambda rows, text: rows.filter(subject_name__contains=text),
            hint=_("Part of the unit's name"),
        ),
        Filter(
            key="state",
            title=_("State"),
            apply=lambda rows, state: rows.filter(**STATES[state]),
            choices=lambda _post: CHOICES,
        ),
    ],
    links=[
        HeadLink(title=_("Published bulletins"), address="open-bulletins", permission=READ),
        HeadLink(title=_("Templates"), address="bulletin-templates", permission=WRITE),
        HeadLink(title=_("Batches"), address="bulletin-batches", permission=WRITE),
        HeadLink(title=_("New bulletin"), address="draft-bulletin", permission=WRITE, primary=True),
    ],
    empty=_("No bulletin yet. Draft one from the figures of a period; nobody else sees it before it is issued."),
)


LEVEL_WORDS: dict[Level, Promise] = {Level.CITY: _("every city"), Level.COUNTY: _("every county")}

BATCHES = ListPage[BulletinBatch](
    code="bulletin-batches",
    title=_("Batches of bulletins"),
    intro=_("One bulletin for every city or county below, written in the background."),
    permission=READ,
    rows=bulletin_batches_visible_to,
    prepare=name_templates,
    columns=[
        Column(
            key="template",
            title=_("Template"),
            value=lambda row: row.template_name,
            link=lambda row: batch_address(row.id),
        ),
        Column(key="period", title=_("Period"), value=period_title, export=lambda row: row.period, sort="period"),
        Column(
            key="level", title=_("About"), value=lambda row: LEVEL_WORDS[Level(row.level)], export=lambda row: row.level
        ),
        Column(key="total", title=_("Units"), value=lambda row: row.total, numeric=True),
        Column(key="failed", title=_("Failed"), value=lambda row: len(row.failures), numeric=True),
        Column(key="asked", title=_("Asked for at"), value=lambda row: row.asked_at, sort="asked_at"),
        Column(key="ended", title=_("Ended at"), value=lambda row: row.ended_at),
    ],
    default_sort="-asked",
    links=[HeadLink(title=_("New batch"), address="write-batch", permission=WRITE, primary=True)],
    empty=_("No batch yet. A batch writes one bulletin for every city or county below."),
)


def bulletins_path() -> str:
    return reverse("bulletins")


def batches_path() -> str:
    return reverse("bulletin-batches")
