"""Rule documents with the edition that counts, and all editions of one."""

from datetime import date
from typing import Any

from django.db.models import CharField, DateField, F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.modules.organisation.models import Rule, RuleEdition
from xuezheng.modules.organisation.policies.rules import editions_visible_to, rules_visible_to

State = RuleEdition.State


def listed_rules(post: ActingPost) -> QuerySet[Any]:
    """Each with the number and the days of its newest issued edition; none of these while it is a draft."""
    newest = RuleEdition.objects.filter(rule=OuterRef("pk"), issued_on__isnull=False).order_by("-number")
    days = ("issued_on", "in_force_from", "repealed_on")
    return (
        rules_visible_to(post)
        .select_related("unit")
        .annotate(
            doc_number=Coalesce(Subquery(newest.values("doc_number")[:1]), Value(""), output_field=CharField()),
            **{name: Subquery(newest.values(name)[:1], output_field=DateField()) for name in days},
        )
    )


def rules_in_state(rows: QuerySet[Any], state: str, *, day: date) -> QuerySet[Any]:
    """Of what `listed_rules` gives; the same rule as RuleEdition.state, of the newest issued edition."""
    repealed = Q(repealed_on__lte=day)
    found = {
        State.DRAFT.value: Q(issued_on=None),
        State.REPEALED.value: repealed,
        State.ISSUED.value: Q(in_force_from__gt=day) & ~repealed,
        State.IN_FORCE.value: Q(in_force_from__lte=day) & (Q(repealed_on=None) | Q(repealed_on__gt=day)),
    }
    return rows.filter(found[state]) if state in found else rows.none()


def state_of(rule: Any, *, day: date) -> "RuleEdition.State":
    """Of a row that `listed_rules` gives."""
    edition = RuleEdition(issued_on=rule.issued_on, in_force_from=rule.in_force_from, repealed_on=rule.repealed_on)
    return edition.state(day)


def editions_of(post: ActingPost, rule: Rule) -> list[RuleEdition]:
    """The newest first."""
    return list(editions_visible_to(post).filter(rule=rule).order_by(F("number").desc()))
