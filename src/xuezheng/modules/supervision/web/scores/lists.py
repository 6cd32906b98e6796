"""Lists of scored periods and of appeals."""

from collections.abc import Sequence

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from xuezheng.kernel.pages.lists import Column, Filter, HeadLink, ListPage
from xuezheng.kernel.pages.search import Hit
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.modules.supervision.models import Appeal, Scoring
from xuezheng.modules.supervision.places import appeal_path, scoring_path
from xuezheng.modules.supervision.policies.scores import appeals_visible_to, scorings_visible_to
from xuezheng.modules.supervision.saying import points, sentence_of

STATES: list[tuple[str, Promise]] = [("draft", _("draft")), ("published", _("published"))]
TONES = {Appeal.Outcome.OPEN: "a", Appeal.Outcome.UPHELD: "g", Appeal.Outcome.REJECTED: "r"}


def listed_scorings(post: ActingPost) -> QuerySet[Scoring]:
    return scorings_visible_to(post).select_related("unit")


def state_tag(scoring: Scoring) -> str:
    published = scoring.published_at is not None
    return format_html(
        '<span class="tag {}">{}</span>', "g" if published else "", _now("published") if published else _now("draft")
    )


def outcome_tag(appeal: Appeal) -> str:
    tone = TONES.get(Appeal.Outcome(appeal.outcome), "")
    return format_html('<span class="tag {}">{}</span>', tone, appeal.get_outcome_display())


SCORINGS = ListPage[Scoring](
    code="scorings",
    title=_("Scores"),
    intro=_("Scores of cities and counties by period. Every deducted point names its fact."),
    permission="supervision.read",
    rows=listed_scorings,
    columns=[
        Column(
            key="title",
            title=_("Title"),
            value=lambda scoring: scoring.title,
            sort="title",
            link=lambda scoring: scoring_path(scoring.id),
        ),
        Column(key="unit", title=_("Scored by"), value=lambda scoring: scoring.unit.name, sort="unit_path"),
        Column(key="begins", title=_("Begins on"), value=lambda scoring: scoring.begins),
        Column(key="ends", title=_("Ends on"), value=lambda scoring: scoring.ends, sort="ends"),
        Column(
            key="state",
            title=_("State"),
            value=state_tag,
            export=lambda scoring: _now("published") if scoring.published_at else _now("draft"),
        ),
        Column(key="published", title=_("Published at"), value=lambda scoring: scoring.published_at),
        Column(key="until", title=_("Appeals until"), value=lambda scoring: scoring.appeal_until),
        Column(
            key="edition",
            title=_("Edition of the weights"),
            value=lambda scoring: scoring.edition,
            numeric=True,
            shown=False,
        ),
    ],
    default_sort="-ends",
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
            apply=lambda rows, state: rows.filter(published_at__isnull=state == "draft"),
            choices=lambda _post: STATES,
        ),
    ],
    links=[
        HeadLink(title=_("Appeals"), address="supervision-appeals"),
        HeadLink(title=_("Weights"), address="supervision-weights"),
        HeadLink(title=_("Score a period"), address="draft-scoring", permission="supervision.score", primary=True),
    ],
    empty=_("No score yet. A published one appears here for every unit below."),
)


def listed_appeals(post: ActingPost) -> QuerySet[Appeal]:
    return appeals_visible_to(post).select_related("line__score__scoring")


APPEALS = ListPage[Appeal](
    code="supervision-appeals",
    title=_("Appeals"),
    intro=_("Appeals of scored units against single lines."),
    permission="supervision.read",
    rows=listed_appeals,
    columns=[
        Column(
            key="line",
            title=_("Line"),
            value=lambda appeal: appeal.line.title,
            link=lambda appeal: appeal_path(appeal.id),
        ),
        Column(key="fact", title=_("Fact"), value=lambda appeal: sentence_of(appeal.line)),
        Column(key="points", title=_("Points"), value=lambda appeal: points(appeal.line.points), numeric=True),
        Column(key="unit", title=_("Unit"), value=lambda appeal: appeal.line.score.unit_name, sort="unit_path"),
        Column(key="scoring", title=_("Score"), value=lambda appeal: appeal.line.score.scoring.title),
        Column(
            key="outcome",
            title=_("Outcome"),
            value=outcome_tag,
            export=lambda appeal: str(appeal.get_outcome_display()),
        ),
        Column(key="made", title=_("Made at"), value=lambda appeal: appeal.made_at, sort="made_at"),
    ],
    default_sort="-made",
    filters=[
        Filter(
            key="outcome",
            title=_("Outcome"),
            apply=lambda rows, outcome: rows.filter(outcome=outcome),
            choices=lambda _post: Appeal.Outcome.choices,
        )
    ],
    links=[HeadLink(title=_("Scores"), address="scorings")],
    empty=_("No appeal yet. A scored unit appeals on the page of its score."),
)


def search_scorings(post: ActingPost, text: str, limit: int) -> Sequence[Hit]:
    found = scorings_visible_to(post).select_related("unit").filter(title__contains=text).order_by("-ends", "id")
    return [Hit(title=scoring.title, note=scoring.unit.name, url=scoring_path(scoring.id)) for scoring in found[:limit]]
