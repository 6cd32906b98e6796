"""One unit's result as a Word document."""

from collections.abc import Sequence
from decimal import Decimal

from django.utils.translation import gettext as _
from docx.enum.text import WD_ALIGN_PARAGRAPH

from xuezheng.engines.papers.writing.tables import Head
from xuezheng.engines.papers.writing.word import (
    add_heading,
    add_line,
    add_table,
    add_text,
    add_title,
    as_bytes,
    new_document,
)
from xuezheng.modules.assessment.models import AssessedUnit, ItemResult, ResultCorrection
from xuezheng.modules.assessment.wording import grade_title, written


def unit_document(
    assessed: AssessedUnit,
    results: Sequence[ItemResult],
    *,
    full: Decimal,
    corrections: Sequence[ResultCorrection] = (),
) -> bytes:
    """Without results only whose and of which round it is: before the publication there is no more to say."""
    held, document = assessed.round, new_document()
    add_title(document, _("Result of %(unit)s") % {"unit": assessed.unit_name})
    add_line(document, f"{held.title}  {held.unit.name}", align=WD_ALIGN_PARAGRAPH.CENTER)
    if not results or assessed.points is None:
        add_text(document, _("The result is not published yet."))
        return as_bytes(document)
    add_text(
        document,
        _("%(points)s of %(full)s points, %(grade)s, rank %(rank)s.")
        % {
            "points": written(assessed.points),
            "full": written(full),
            "grade": grade_title(held, assessed.grade),
            "rank": assessed.rank,
        },
    )
    if held.conclusion:
        add_heading(document, _("Conclusion of the round"))
        add_text(document, held.conclusion)
    add_heading(document, _("Item by item"))
    add_table(document, _heads(), [_line(result) for result in results])
    if corrections:
        add_heading(document, _("Corrections after appeals"))
        add_table(document, _correction_heads(), [_correction(one) for one in corrections])
    return as_bytes(document)


def _correction_heads() -> list[Head]:
    return [
        Head(title=_("Item"), width=26),
        Head(title=_("Points of the item"), width=16),
        Head(title=_("Points in all"), width=18),
        Head(title=_("Grounds of the decision"), width=40),
    ]


def _correction(one: ResultCorrection) -> tuple[str, ...]:
    return (
        one.appeal.result.item.title,
        f"{written(one.item_before)} → {written(one.item_after)}",
        f"{written(one.points_before)} → {written(one.points_after)}",
        one.appeal.decision,
    )


def _heads() -> list[Head]:
    return [
        Head(title=_("Item"), width=26),
        Head(title=_("Full points"), width=8, numeric=True),
        Head(title=_("Said by the unit"), width=14),
        Head(title=_("Shown by the records"), width=12),
        Head(title=_("Points"), width=8, numeric=True),
        Head(title=_("What was seen"), width=22),
        Head(title=_("Demanded rectification"), width=18),
    ]


def _line(result: ItemResult) -> tuple[str, ...]:
    return (
        result.item.title,
        written(result.item.full),
        result.self_answer,
        result.known,
        written(result.points),
        result.remarks,
        result.demand,
    )
