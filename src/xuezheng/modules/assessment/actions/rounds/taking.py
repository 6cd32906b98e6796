"""Taking the facts into a round: what each unit said of itself and what the records show, frozen for all who judge."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from django.utils.translation import override

from xuezheng.engines.forms import facade as forms
from xuezheng.engines.forms.facade import HandedIn
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.modules.assessment.known import known_values
from xuezheng.modules.assessment.models import AssessedUnit, ItemResult, Round, RoundItem

LONGEST_KNOWN = 80


def take_facts(post: ActingPost, row: Round, *, day: date) -> int:
    """How many units had handed in a self-evaluation."""
    items = list(RoundItem.objects.filter(round=row).order_by("position"))
    assessed = list(AssessedUnit.objects.filter(round=row).order_by("unit_path"))
    with override("zh-hans"):  # kept with the round in the language of its papers, whoever takes them in
        said = forms.handed_in(post, row.collection_id) if row.collection_id else {}
    known = known_values(
        post,
        codes={item.indicator for item in items if item.indicator},
        unit_paths=[each.unit_path for each in assessed],
        on=day,
    )
    results = [_result(item, each, said.get(each.unit_id), known) for each in assessed for item in items]
    ItemResult.objects.bulk_create(results, batch_size=2_000)
    for each in assessed:
        _take_own(each, said.get(each.unit_id), items)
    AssessedUnit.objects.bulk_update(assessed, ["report_id", "self_points"])
    return sum(1 for each in assessed if each.unit_id in said)


def _result(
    item: RoundItem, each: AssessedUnit, said: HandedIn | None, known: Mapping[tuple[str, str], str]
) -> ItemResult:
    return ItemResult(
        assessed=each,
        item=item,
        unit_path=each.unit_path,
        issuer_path=each.issuer_path,
        self_answer=said.shown.get(item.field, "") if said else "",
        self_points=_points(item, said),
        known=known.get((each.unit_path, item.indicator), "")[:LONGEST_KNOWN],
    )


def _points(item: RoundItem, said: HandedIn | None) -> Decimal | None:
    """What the unit gives itself, by the form's own rule, counted on the points that the round gives the item."""
    kept = said.kept.get(item.points_field) if said and item.points_field else None
    return Decimal(kept) if isinstance(kept, str) else None


def _take_own(each: AssessedUnit, said: HandedIn | None, items: list[RoundItem]) -> None:
    if said is None:
        return
    given = [points for item in items if (points := _points(item, said)) is not None]
    each.report_id = said.report_id
    each.self_points = sum(given, Decimal(0)) if given else None
