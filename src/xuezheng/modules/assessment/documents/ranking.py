"""The ranking of a round as a table; in Excel with the points of every item beside."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from uuid import UUID

from django.utils.translation import gettext as _

from xuezheng.engines.papers.writing.tables import DocumentTable, Head
from xuezheng.kernel.clock import today
from xuezheng.modules.assessment.models import AssessedUnit, Round, RoundItem
from xuezheng.modules.assessment.wording import grade_title, period_title, standard_title


def ranking_table(
    held: Round,
    rows: Sequence[AssessedUnit],
    items: Sequence[RoundItem],
    by_item: Mapping[UUID, Mapping[UUID, Decimal | None]],
) -> DocumentTable:
    """Without `items` only the points in all."""
    return DocumentTable(
        title=_("Ranking: %(title)s") % {"title": held.title},
        subtitle=f"{held.unit.name} · {standard_title(held)} · {period_title(held)}",
        heads=[
            Head(title=_("Rank"), width=8, numeric=True),
            Head(title=_("Unit"), width=30),
            Head(title=_("Points"), width=12, numeric=True),
            Head(title=_("Own points"), width=12, numeric=True),
            Head(title=_("Grade"), width=12),
            Head(title=_("Corrected on"), width=14),
            *(Head(title=f"{item.title} ({item.full.normalize():f})", width=14, numeric=True) for item in items),
        ],
        rows=[
            (
                row.rank,
                row.unit_name,
                row.points,
                row.self_points,
                grade_title(held, row.grade),
                today(row.corrected_at) if row.corrected_at else None,
                *(by_item.get(row.id, {}).get(item.id) for item in items),
            )
            for row in rows
        ],
        note=_("Units with equal points share a rank."),
    )
