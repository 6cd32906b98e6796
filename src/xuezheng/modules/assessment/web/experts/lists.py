"""The register of experts as a list."""

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from xuezheng.kernel.pages.lists import Column, Filter, HeadLink, ListPage
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.modules.assessment.models import Expert, Review
from xuezheng.modules.assessment.places import expert_path
from xuezheng.modules.assessment.policies.experts import experts_visible_to
from xuezheng.modules.assessment.policies.reach import RUN
from xuezheng.modules.assessment.policies.reviews import reviews_visible_to
from xuezheng.modules.assessment.standards import fields_of_work
from xuezheng.modules.assessment.wording import field_titles

STATES = [("active", _("in the register")), ("left", _("left the register"))]


def listed_experts(post: ActingPost) -> QuerySet[Expert]:
    return (
        experts_visible_to(post)
        .select_related("unit", "home_unit")
        .annotate(
            on_hand=_counted(reviews_visible_to(post).filter(handed_in_at=None, withdrawn_at=None)),
            done=_counted(reviews_visible_to(post).filter(handed_in_at__isnull=False)),
        )
    )


def _counted(reviews: QuerySet[Review]) -> Coalesce:
    """Of the expert of the row."""
    of_expert = reviews.filter(expert=OuterRef("pk")).order_by().values("expert")
    return Coalesce(Subquery(of_expert.annotate(count=Count("id")).values("count")), 0)


EXPERTS = ListPage[Expert](
    code="assessment-experts",
    title=_("Register of experts"),
    intro=_("Who judges units in assessment rounds: fields of work, ties, and what each has on hand."),
    permission=RUN,
    rows=listed_experts,
    columns=[
        Column(
            key="name", title=_("Name"), value=lambda row: row.name, sort="name", link=lambda row: expert_path(row.id)
        ),
        Column(key="organisation", title=_("Organisation"), value=lambda row: row.organisation, sort="organisation"),
        Column(key="fields", title=_("Fields of work"), value=lambda row: field_titles(row.fields)),
        Column(
            key="outside",
            title=_("Account"),
            value=lambda row: _now("outside expert") if row.person_id is None else _now("has an account"),
        ),
        Column(key="on_hand", title=_("Reviews on hand"), value=lambda row: vars(row)["on_hand"], numeric=True),
        Column(key="done", title=_("Reviews handed in"), value=lambda row: vars(row)["done"], numeric=True),
        Column(key="register", title=_("Register of"), value=lambda row: row.unit.name, sort="unit_path", shown=False),
    ],
    default_sort="name",
    filters=[
        Filter(
            key="q",
            title=_("Name"),
            kind="search",
            hint=_("Part of the name"),
            apply=lambda rows, text: rows.filter(name__contains=text),
        ),
        Filter(
            key="field",
            title=_("Field of work"),
            apply=lambda rows, code: rows.filter(fields__contains=[code]),
            choices=lambda _post: [(code, str(title)) for code, title in fields_of_work().items()],
        ),
        Filter(
            key="state",
            title=_("State"),
            apply=lambda rows, state: rows.filter(left_at__isnull=state == "active"),
            choices=lambda _post: STATES,
        ),
    ],
    links=[HeadLink(title=_("Register an expert"), address="register-expert", permission=RUN, primary=True)],
    empty=_("No expert yet. Register persons by their number, outside experts by name."),
)
