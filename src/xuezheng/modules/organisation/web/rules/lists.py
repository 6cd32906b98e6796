"""The register of rule documents."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from xuezheng.kernel.clock import now, today
from xuezheng.kernel.pages.lists import Column, Filter, HeadLink, ListPage
from xuezheng.modules.organisation.models import RuleEdition
from xuezheng.modules.organisation.queries.rules import listed_rules, rules_in_state, state_of

State = RuleEdition.State
TONES = {State.DRAFT: "", State.ISSUED: "a", State.IN_FORCE: "g", State.REPLACED: "", State.REPEALED: "r"}
LISTED = (State.IN_FORCE, State.ISSUED, State.DRAFT, State.REPEALED)


def state_tag(state: "RuleEdition.State") -> str:
    return format_html('<span class="tag {}">{}</span>', TONES[state], state.label)


def in_state(rows: QuerySet[Any], state: str) -> QuerySet[Any]:
    return rules_in_state(rows, state, day=today(now()))


RULES = ListPage[Any](
    code="organisation-rules",
    title=_("Rule documents"),
    intro=_("Rules of your unit and the units below, and those in force from the units above."),
    permission="organisation.read",
    rows=listed_rules,
    columns=[
        Column(
            key="title",
            title=_("Title"),
            value=lambda rule: rule.title,
            sort="title",
            link=lambda rule: reverse("rule", args=[rule.id]),
        ),
        Column(key="number", title=_("Document number"), value=lambda rule: rule.doc_number),
        Column(key="unit", title=_("Unit"), value=lambda rule: rule.unit.name, sort="unit_path"),
        Column(key="issued", title=_("Issued on"), value=lambda rule: rule.issued_on),
        Column(key="force", title=_("In force from"), value=lambda rule: rule.in_force_from),
        Column(
            key="state",
            title=_("State"),
            value=lambda rule: state_tag(state_of(rule, day=today(now()))),
            export=lambda rule: str(state_of(rule, day=today(now())).label),
        ),
        Column(
            key="drafted", title=_("Drafted at"), value=lambda rule: rule.drafted_at, sort="drafted_at", shown=False
        ),
    ],
    default_sort="-drafted",
    filters=[
        Filter(
            key="q",
            title=_("Title"),
            kind="search",
            hint=_("Part of the title"),
            apply=lambda rows, text: rows.filter(title__contains=text),
        ),
        Filter(
            key="state",
            title=_("State"),
            apply=in_state,
            choices=lambda _post: [(state.value, state.label) for state in LISTED],
        ),
    ],
    links=[HeadLink(title=_("Draft a rule"), address="draft-rule", permission="organisation.change", primary=True)],
    empty=_("No rule document matches. Clear the filters, or draft one."),
)
