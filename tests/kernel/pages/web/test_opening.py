"""Whoever opens a form is put to its act: as far as the first answer or lock, and nothing of it stays."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
import yaml
from django import forms
from django.db import connection

from tests.factories import Tree, acting
from xuezheng.kernel.pages.web.opening import check_may_send
from xuezheng.kernel.refusals import Conflict, NotAllowed, NotFound
from xuezheng.kernel.scope.binding import bound
from xuezheng.kernel.units.models import Unit

pytestmark = pytest.mark.django_db
Values = dict[str, Any]


class Asked(forms.Form):
    name = forms.CharField()
    unit = forms.CharField()


@pytest.fixture(autouse=True)
def tree() -> Tree:
    return Tree()


def goes_as_far_as(act: Callable[[Values, Callable[[str], None]], object], tree: Tree) -> list[str]:
    """The steps that the act took."""
    steps: list[str] = []
    with bound(acting(tree.province)):
        check_may_send(Asked(), lambda values: act(values, steps.append))
    return steps


def refuses(refusal: Exception) -> Callable[[Values], None]:
    def act(_values: Values) -> None:
        raise refusal

    return act


@pytest.mark.parametrize("refusal", [NotAllowed("Not you."), NotFound("None."), NotAllowed("Not you.", field="other")])
def test_who_may_not_is_refused(refusal: Exception) -> None:
    with pytest.raises(type(refusal)):
        check_may_send(Asked(), refuses(refusal))


@pytest.mark.parametrize(
    "refusal", [Conflict("Closed."), NotFound("None.", field="unit"), NotAllowed("X", field="name")]
)
def test_what_is_said_of_a_state_or_a_field_waits_until_it_is_sent(refusal: Exception) -> None:
    form = Asked()
    check_may_send(form, refuses(refusal))
    assert not form.is_bound
    assert not hasattr(form, "cleaned_data")


@pytest.mark.parametrize(
    "use",
    [
        lambda name: name == "x",
        lambda name: name.strip(),
        lambda name: f"{name}",
        len,
        {"x": 1}.get,
        lambda name: [*name],
        lambda name: date.today() < name,  # noqa: DTZ011 - only compared
        "".join,
        yaml.safe_dump,
        date.fromisoformat,
        lambda name: Unit.objects.filter(name=name).exists(),
        lambda name: Unit.objects.filter(id=name.id).exists(),
    ],
)
def test_an_answer_ends_it(use: Callable[[Any], object], tree: Tree) -> None:
    def act(values: Values, step: Callable[[str], None]) -> None:
        step("asked")
        use(values["name"])
        step("answered")

    assert goes_as_far_as(act, tree) == ["asked"]


def test_an_answer_may_be_handed_on(tree: Tree) -> None:
    def act(values: Values, step: Callable[[str], None]) -> None:
        handed = values.pop("unit").id or None
        if handed is not None:
            step("handed on")
        raise NotAllowed("Not you.")

    with pytest.raises(NotAllowed):
        goes_as_far_as(act, tree)


@pytest.mark.parametrize(
    "change",
    [
        lambda rows: rows.select_for_update().first(),
        lambda rows: rows.select_for_update(no_key=True).first(),
        lambda rows: rows.update(name="changed"),
        lambda rows: rows.delete(),
    ],
)
def test_a_lock_or_a_change_ends_it(change: Callable[[Any], object], tree: Tree) -> None:
    def act(_values: Values, step: Callable[[str], None]) -> None:
        step("read" if Unit.objects.filter(id=tree.office.id).exists() else "absent")
        change(Unit.objects.filter(id=tree.office.id))
        step("changed")

    assert goes_as_far_as(act, tree) == ["read"]
    with bound(acting(tree.province)):
        assert Unit.objects.get(id=tree.office.id).name == "科技处"
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
