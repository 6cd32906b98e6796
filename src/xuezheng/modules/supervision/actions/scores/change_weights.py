"""A new edition of the weights. Earlier editions stay, and published scores keep the one they used."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from xuezheng.kernel.outbox.facade import announce
from xuezheng.kernel.refusals import Refusal, Refusals
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.modules.supervision.actions.scores.locking import scoring_unit
from xuezheng.modules.supervision.changing import note, numbering_held, words
from xuezheng.modules.supervision.events import WeightsChanged
from xuezheng.modules.supervision.models import WeightsEdition
from xuezheng.modules.supervision.weighing import FactKind, Rule, Weights, as_plain

MOST_POINTS = Decimal(1000)


@transaction.atomic
def change_weights(
    *,
    post: ActingPost,
    full: Decimal,
    lead: Decimal,
    support: Decimal,
    rules: Mapping[str, Rule],
    source: str,
    valid_from: date,
    at: datetime,
) -> WeightsEdition:
    """For scores drafted from now on whose period ends on that day or later."""
    unit = scoring_unit(post)
    weights = _checked(full=full, lead=lead, support=support, rules=rules)
    source = words(
        source, field="source", missing=_("Say where these weights come from: a document, a meeting."), most=300
    )
    numbering_held(unit)
    last = WeightsEdition.objects.filter(unit=unit).aggregate(last=Max("edition"))["last"] or 0
    row = WeightsEdition.objects.create(
        unit=unit,
        unit_path=unit.unit_path,
        edition=last + 1,
        valid_from=valid_from,
        source=source,
        weights=as_plain(weights),
        made_at=at,
    )
    note("change_weights", post=post, row=row, at=at, after={"valid_from": valid_from, "weights": row.weights})
    announce(WeightsChanged(unit_path=unit.unit_path, edition=row.edition, valid_from=valid_from.isoformat()), at=at)
    return row


def _checked(*, full: Decimal, lead: Decimal, support: Decimal, rules: Mapping[str, Rule]) -> Weights:
    wrong = [
        *_outside(full, "full", least=Decimal(1), most=MOST_POINTS),
        *_outside(lead, "lead", least=Decimal(0), most=Decimal(10)),
        *_outside(support, "support", least=Decimal(0), most=Decimal(10)),
    ]
    unknown = sorted(set(rules) - set(FactKind.values))
    if unknown:
        wrong.append(Refusal(_("“%(fact)s” is no kind of fact.") % {"fact": unknown[0][:40]}, field="rules"))
    for kind, rule in rules.items():
        for name in ("points", "each_most", "most"):
            wrong += _outside(getattr(rule, name), f"{kind}_{name}", least=Decimal(0), most=MOST_POINTS)
    if wrong:
        raise Refusals(wrong)
    known = {FactKind(kind): rule for kind, rule in rules.items()}
    return Weights(full=full, lead=lead, support=support, rules=known)


def _outside(value: Decimal, field: str, *, least: Decimal, most: Decimal) -> list[Refusal]:
    if value.is_finite() and least <= value <= most and value == value.quantize(Decimal("0.001")):
        return []
    return [
        Refusal(
            _("%(value)s does not fit: a number from %(least)s to %(most)s with at most three decimals.")
            % {"value": value, "least": least, "most": most},
            field=field,
        )
    ]
