"""The list of people."""

from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext, pgettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from xuezheng.kernel.clock import now
from xuezheng.kernel.pages.lists import Column, Filter, HeadLink, ListPage
from xuezheng.kernel.people.models import Account, Person, Post
from xuezheng.kernel.people.policies import GRANTING, can_view_contact, persons_visible_to
from xuezheng.kernel.people.queries import lasting, matching
from xuezheng.kernel.people.roles import roles
from xuezheng.kernel.people.web.filters import role_choices, within_units
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.kernel.scope.binding import acting_post

STATES: list[tuple[str, Promise]] = [
    ("serving", _("in service")),
    ("left", pgettext_lazy("person", "left")),
    ("account", _("with an open account")),
    ("closed", _("account closed")),
    ("none", _("without account")),
]


def listed_people(post: ActingPost) -> QuerySet[Person]:
    """With the roles held at present and the state of the account, in one query."""
    held = Post.objects.filter(lasting(now()), person=OuterRef("pk")).order_by("role").values("role").distinct()
    account = Account.objects.filter(person=OuterRef("pk")).values("is_active")[:1]
    return (
        persons_visible_to(post)
        .select_related("home_unit")
        .annotate(held_roles=ArraySubquery(held), account_open=Subquery(account))
    )


def state_of(person: Any) -> str:
    if person.left_on is not None:
        return pgettext("person", "left")
    if person.account_open is None:
        return gettext("without account")
    return gettext("in service") if person.account_open else gettext("account closed")


def _role_names(person: Any) -> str:
    return "、".join(roles()[code].name if code in roles() else code for code in person.held_roles)


def _contact(person: Person, value: str) -> str:
    return value if can_view_contact(acting_post(), person) else ""


def _in_state(rows: QuerySet[Person], state: str) -> QuerySet[Person]:
    accounts = Account.objects.filter(person=OuterRef("pk"))
    conditions = {
        "serving": Q(left_on=None),
        "left": Q(left_on__isnull=False),
        "account": Exists(accounts.filter(is_active=True)),
        "closed": Exists(accounts.filter(is_active=False)),
        "none": ~Exists(accounts),
    }
    return rows.filter(conditions[state])


def _holding(rows: QuerySet[Person], role: str) -> QuerySet[Person]:
    return rows.filter(Exists(Post.objects.filter(lasting(now()), person=OuterRef("pk"), role=role)))


PEOPLE = ListPage[Person](
    code="people",
    title=_("People"),
    permission="people.read",
    rows=listed_people,
    columns=[
        Column(
            key="name",
            title=pgettext_lazy("person", "Name"),
            value=lambda person: person.name,
            sort="name",
            link=lambda person: reverse("person", args=[person.id]),
        ),
        Column(key="number", title=_("Number"), value=lambda person: person.number, sort="number"),
        Column(key="unit", title=_("Home unit"), value=lambda person: person.home_unit.name, sort="unit_path"),
        Column(key="roles", title=_("Posts"), value=_role_names),
        Column(key="state", title=_("State"), value=state_of),
        Column(key="phone", title=_("Phone"), value=lambda person: _contact(person, person.phone), shown=False),
        Column(key="email", title=_("E-mail"), value=lambda person: _contact(person, person.email), shown=False),
        Column(key="left", title=_("Left on"), value=lambda person: person.left_on, shown=False),
    ],
    default_sort="name",
    filters=[
        Filter(
            key="q",
            title=_("Person"),
            kind="search",
            hint=_("Name, initials or number"),
            apply=lambda rows, text: rows.filter(matching(text)),
        ),
        Filter(key="unit", title=_("Unit"), hint=_("Name, initials or code"), apply=within_units),
        Filter(key="role", title=_("Role"), apply=_holding, choices=role_choices),
        Filter(key="state", title=_("State"), apply=_in_state, choices=lambda _post: STATES),
    ],
    links=[
        HeadLink(title=_("Transfer all of a unit"), address="/people/transfer/", permission=GRANTING),
        HeadLink(title=_("Import"), address="/people/import/", permission="people.change"),
        HeadLink(title=_("Register a person"), address="/people/new/", permission="people.change", primary=True),
    ],
    empty=_("Nobody matches. Clear the filters, or register a person."),
)
