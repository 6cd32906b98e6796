"""Two who change the same: the second sees what the first wrote, keeps what was typed, and can go on."""

from decimal import Decimal
from typing import Any

import pytest
from django import forms
from django.http import QueryDict

from xuezheng.kernel.pages.web.forms import add_refusal
from xuezheng.kernel.pages.web.merging import marks_of
from xuezheng.kernel.refusals import Refusal, VersionIsStale


class Sample(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput)
    name = forms.CharField()
    kinds = forms.MultipleChoiceField(choices=[("a", "Alpha"), ("b", "Beta")], required=False)
    day = forms.DateField(required=False)
    is_open = forms.BooleanField(required=False)
    amount = forms.DecimalField(required=False)


READ = {"version": 1, "name": "old", "kinds": ["a"], "is_open": True, "amount": Decimal("1.50")}
SENT = "name=old&kinds=a&is_open=on&amount=1.5"


def refused(sent: str, now: dict[str, Any], *, read: dict[str, Any] | None = READ) -> Any:
    data = QueryDict(mutable=True)
    data.update(QueryDict(f"version=1&{sent}"))
    if read is not None:
        data["version-read"] = marks_of(Sample(initial=read))
    form = Sample(data, initial={**READ, "version": 2, **now})
    assert form.is_valid()
    add_refusal(form, VersionIsStale("Somebody changed it."))
    return form


def told(form: Any) -> list[tuple[str, str, bool]]:
    return [(clash.name, clash.theirs, clash.is_taken) for clash in form.clashes]


@pytest.mark.unit
def test_what_was_left_alone_is_taken_over_and_what_both_changed_is_shown() -> None:
    form = refused("name=mine&kinds=a&is_open=on&amount=1.5", {"name": "theirs", "kinds": ["a", "b"], "is_open": False})
    assert told(form) == [("name", "theirs", False), ("kinds", "Alpha、Beta", True), ("is_open", "no", True)]
    assert (form["name"].value(), form["kinds"].value(), form["is_open"].value()) == ("mine", ["a", "b"], False)
    assert form["version"].value() == "2"


@pytest.mark.unit
def test_what_only_the_reader_changed_is_no_clash() -> None:
    form = refused("name=mine&is_open=on&amount=2", {})
    assert (told(form), form["name"].value(), form["kinds"].value()) == ([], "mine", [])


@pytest.mark.unit
def test_the_same_in_another_writing_is_no_change() -> None:
    assert told(refused(SENT, {"amount": Decimal("1.5000")}, read={**READ, "amount": Decimal("1.5000")})) == []


@pytest.mark.unit
def test_without_marks_nothing_typed_is_replaced() -> None:
    form = refused("name=old&kinds=a&is_open=on&amount=1.5", {"name": "theirs"}, read=None)
    assert (told(form), form["name"].value()) == ([("name", "theirs", False)], "old")


@pytest.mark.unit
def test_another_refusal_leaves_the_version() -> None:
    form = Sample(QueryDict(f"version=1&{SENT}"), initial={**READ, "version": 2})
    assert form.is_valid()
    add_refusal(form, Refusal("No.", field="name"))
    assert (form["version"].value(), hasattr(form, "clashes"), list(form.errors["name"])) == ("1", False, ["No."])
