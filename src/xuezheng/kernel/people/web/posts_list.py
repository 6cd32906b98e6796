"""The list of posts: at the own units, whoever holds them, and elsewhere where people of the own units hold them."""

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from xuezheng.kernel.clock import now
from xuezheng.kernel.pages.lists import Column, Filter, HeadLink, ListPage
from xuezheng.kernel.people.days import last_day
from xuezheng.kernel.people.models import Post
from xuezheng.kernel.people.policies import posts_visible_to
from xuezheng.kernel.people.queries import lasting
from xuezheng.kernel.people.web.filters import role_choices, within_units

STATES: list[tuple[str, Promise]] = [
    ("now", _("in force")),
    ("coming", _("yet to begin")),
    ("ended", _("ended")),
]


def state_of(held: Post) -> str:
    at = now()
    if held.valid_to is not None and held.valid_to <= at:
        return gettext("ended")
    return gettext("in force") if held.valid_from <= at else gettext("yet to begin")


def _in_state(rows: QuerySet[Post], state: str) -> QuerySet[Post]:
    at = now()
    conditions = {
        "now": lasting(at) & Q(valid_from__lte=at),
        "coming": Q(valid_from__gt=at),
        "ended": Q(valid_to__lte=at),
    }
    return rows.filter(conditions[state])


POSTS = ListPage[Post](
    code="posts",
    title=_("Posts"),
    permission="people.read",
    rows=posts_visible_to,
    columns=[
        Column(
            key="person",
            title=_("Person"),
            value=lambda held: held.person_name,
            sort="person_name",
            link=lambda held: reverse("post", args=[held.id]),
        ),
        Column(key="role", title=_("Role"), value=lambda held: held.role_name, sort="role"),
        Column(key="unit", title=_("Unit"), value=lambda held: held.unit_name, sort="unit_path"),
        Column(key="from", title=_("From"), value=lambda held: held.valid_from, sort="valid_from"),
        Column(key="to", title=_("Last day"), value=lambda held: last_day(held.valid_to)),
        Column(key="state", title=_("State"), value=state_of),
    ],
    default_sort="person",
    filters=[
        Filter(
            key="q",
            title=_("Person"),
            kind="search",
            hint=_("Beginning of the name"),
            apply=lambda rows, text: rows.filter(person_name__begins=text),
        ),
        Filter(key="unit", title=_("Unit"), hint=_("Name, initials or code"), apply=within_units),
        Filter(key="role", title=_("Role"), apply=lambda rows, code: rows.filter(role=code), choices=role_choices),
        Filter(key="state", title=_("State"), apply=_in_state, choices=lambda _post: STATES),
    ],
    links=[HeadLink(title=_("Grant a post"), address="/posts/grant/", permission="posts.grant", primary=True)],
    empty=_("No post matches. Clear the filters, or grant one."),
)
