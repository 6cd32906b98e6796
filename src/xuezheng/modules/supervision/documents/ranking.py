"""A ranking, and one unit's lines, as tables for Excel and Word."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from xuezheng.engines.papers.writing.tables import DocumentTable, Head
from xuezheng.modules.supervision.models import Score, Scoring
from xuezheng.modules.supervision.queries.scores import ShownLine
from xuezheng.modules.supervision.saying import edition_name, sentence_of
from xuezheng.modules.supervision.weighing import FactKind


def ranking_table(scoring: Scoring, rows: Sequence[Any], *, group: str) -> DocumentTable:
    return DocumentTable(
        title=_("Ranking: %(title)s") % {"title": scoring.title},
        subtitle=f"{group} · {_period(scoring)}",
        heads=[
            Head(title=_("Rank"), width=8, numeric=True),
            Head(title=_("Unit"), width=30),
            Head(title=_("Points"), width=12, numeric=True),
            Head(title=_("Deducted as published"), width=14, numeric=True),
            Head(title=_("Facts"), width=10, numeric=True),
            Head(title=_("Corrected on"), width=14),
        ],
        rows=[
            (
                row.rank,
                row.unit_name,
                row.points,
                row.deducted,
                row.lines,
                row.corrected_at.date() if row.corrected_at else None,
            )
            for row in rows
        ],
        note=_("Units with equal points share a rank."),
    )


def lines_table(score: Score, lines: Sequence[ShownLine]) -> DocumentTable:
    return DocumentTable(
        title=_("Score of %(unit)s") % {"unit": score.unit_name},
        subtitle=f"{score.scoring.title} · {_period(score.scoring)}",
        heads=[
            Head(title=_("No."), width=6, numeric=True),
            Head(title=_("Number"), width=16),
            Head(title=_("Matter"), width=34),
            Head(title=_("Fact"), width=24),
            Head(title=_("Established"), width=40),
            Head(title=_("By the rule"), width=10, numeric=True),
            Head(title=_("Deducted"), width=10, numeric=True),
            Head(title=_("Appeal"), width=12),
        ],
        rows=[
            (
                shown.line.position,
                shown.line.number,
                shown.line.title,
                FactKind(shown.line.fact).label if shown.line.fact in FactKind.values else shown.line.fact,
                sentence_of(shown.line),
                shown.line.raw,
                shown.points,
                shown.appeal.get_outcome_display() if shown.appeal else "",
            )
            for shown in lines
        ],
        note=_("%(full)s points less %(deducted)s make %(points)s.")
        % {"full": score.full, "deducted": score.full - score.points, "points": score.points},
    )


def _period(scoring: Scoring) -> str:
    return _("%(begins)s to %(ends)s, facts as of %(day)s, weights: %(edition)s") % {
        "begins": scoring.begins.isoformat(),
        "ends": scoring.ends.isoformat(),
        "day": scoring.as_of.isoformat(),
        "edition": edition_name(scoring.edition),
    }
