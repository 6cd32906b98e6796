"""The form of each act on a unit."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _

from xuezheng.kernel.clock import now, today
from xuezheng.kernel.pages.web.access import PostRequest, post_required
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.kernel.units import actions
from xuezheng.kernel.units.changing import Policy, allowed_unit, check_open
from xuezheng.kernel.units.drafts import UnitDraft
from xuezheng.kernel.units.kinds import listed
from xuezheng.kernel.units.models import Unit
from xuezheng.kernel.units.policies import can_change_unit, can_restructure_unit
from xuezheng.kernel.units.queries.lookup import get_unit
from xuezheng.kernel.units.web import forms as asked
from xuezheng.kernel.units.web.answers import answer_form

View = Callable[..., HttpResponseBase]
Changed = tuple[Unit, str]


@post_required("units.change")
def open_unit(request: PostRequest) -> HttpResponse:
    post, at = request.post, now()
    initial = {"parent": request.GET.get("under", ""), "effective_on": today(at)}

    def act(values: dict[str, Any]) -> Changed:
        parent = values.pop("parent")
        unit = actions.open_unit(post=post, draft=UnitDraft(parent_id=parent.id, **values), at=at)
        return unit, _("%(unit)s is open, with the code %(code)s.") % {"unit": unit.name, "code": unit.code}

    form = asked.OpenForm(request.POST if request.method == "POST" else None, initial=initial)
    return answer_form(request, form=form, act=act, title=_("Open a unit"), cancel=reverse("units"))


def _changes(
    title: Callable[[], str],
    form_class: type[forms.Form],
    act: Callable[[ActingPost, Unit, dict[str, Any], Any], Changed],
    *,
    policy: Policy = can_restructure_unit,
    initial: Callable[[Unit], dict[str, Any]] = lambda _unit: {},
    explained: Callable[[], str] = lambda: "",
) -> View:
    """A view over one act: the unit is found and may be changed, or the page is refused before the form is shown."""

    @post_required("units.change")
    def view(request: PostRequest, uuid: UUID) -> HttpResponse:
        post, at = request.post, now()
        unit = allowed_unit(post, get_unit(post, uuid=uuid).id, policy=policy)
        if request.method != "POST":
            check_open(unit)
        first = {"version": unit.version, "effective_on": today(at), **initial(unit)}
        form = form_class(request.POST if request.method == "POST" else None, initial=first)
        return answer_form(
            request,
            form=form,
            act=lambda values: act(post, unit, values, at),
            title=title(),
            about=f"{unit.name} · {unit.code}",
            explained=explained(),
            cancel=reverse("unit", args=[unit.uuid]),
        )

    return view


def _rename(post: ActingPost, unit: Unit, values: dict[str, Any], at: Any) -> Changed:
    return actions.rename_unit(post=post, unit_id=unit.id, at=at, **values), _("The new name is recorded.")


def _move(post: ActingPost, unit: Unit, values: dict[str, Any], at: Any) -> Changed:
    parent = values.pop("parent")
    moved = actions.move_unit(post=post, unit_id=unit.id, parent_id=parent.id, at=at, **values)
    return moved, _("%(unit)s now stands under %(parent)s.") % {"unit": unit.name, "parent": parent.name}


def _close(post: ActingPost, unit: Unit, values: dict[str, Any], at: Any) -> Changed:
    return actions.close_unit(post=post, unit_id=unit.id, at=at, **values), _("The unit is closed.")


def _merge(post: ActingPost, unit: Unit, values: dict[str, Any], at: Any) -> Changed:
    into = values["into"]
    goes_on = actions.merge_units(
        post=post,
        versions={unit.id: values["version"]},
        into_id=into.id,
        into_version=into.version,
        effective_on=values["effective_on"],
        at=at,
    )
    return goes_on, _("%(unit)s lives on in %(into)s.") % {"unit": unit.name, "into": into.name}


def _split(post: ActingPost, unit: Unit, values: dict[str, Any], at: Any) -> Changed:
    named = [(values[f"name_{number}"], values[f"code_{number}"]) for number in range(1, asked.SPLIT_PARTS + 1)]
    opened = actions.split_unit(
        post=post,
        unit_id=unit.id,
        version=values["version"],
        into=[UnitDraft(name=name, code=code, kind=values["kind"], parent_id=None) for name, code in named if name],
        goes_on=values["goes_on"],
        effective_on=values["effective_on"],
        at=at,
    )
    return unit, _("Opened: %(names)s.") % {"names": listed(new.name for new in opened)}


def _facts(post: ActingPost, unit: Unit, values: dict[str, Any], at: Any) -> Changed:
    return actions.change_unit_facts(post=post, unit_id=unit.id, at=at, **values), _("The change is recorded.")


def _code(post: ActingPost, unit: Unit, values: dict[str, Any], at: Any) -> Changed:
    return actions.change_unit_code(post=post, unit_id=unit.id, at=at, **values), _("The new code is recorded.")


def _kind(post: ActingPost, unit: Unit, values: dict[str, Any], at: Any) -> Changed:
    return actions.change_unit_kind(post=post, unit_id=unit.id, at=at, **values), _("The new kind is recorded.")


def _add_alias(post: ActingPost, unit: Unit, values: dict[str, Any], at: Any) -> Changed:
    return actions.add_alias(post=post, unit_id=unit.id, at=at, **values), _("The name is recorded.")


def _remove_alias(post: ActingPost, unit: Unit, values: dict[str, Any], at: Any) -> Changed:
    return actions.remove_alias(post=post, unit_id=unit.id, at=at, **values), _("The name is removed.")


rename = _changes(lambda: _("Rename"), asked.RenameForm, _rename, initial=lambda unit: {"short_name": unit.short_name})
move = _changes(
    lambda: _("Move"),
    asked.MoveForm,
    _move,
    explained=lambda: _("Everything below moves too. What was recorded before stays where it was recorded."),
)
close = _changes(lambda: _("Close"), asked.CloseForm, _close)
merge = _changes(lambda: _("Merge into another"), asked.MergeForm, _merge)
split = _changes(
    lambda: _("Split"),
    asked.SplitForm,
    _split,
    initial=lambda unit: {"kind": unit.kind},
    explained=lambda: _("Name one unit where the old one goes on, two or more where it ends."),
)
facts = _changes(
    lambda: _("Change facts"),
    asked.FactsForm,
    _facts,
    policy=can_change_unit,
    initial=lambda unit: {name: getattr(unit, name) for name in ("short_name", "region_code", "urban_rural")},
)
code = _changes(lambda: _("Change the code"), asked.CodeForm, _code)
kind = _changes(lambda: _("Change the kind"), asked.KindForm, _kind, initial=lambda unit: {"kind": unit.kind})
add_alias = _changes(lambda: _("Add another name"), asked.AliasForm, _add_alias, policy=can_change_unit)
remove_alias = _changes(lambda: _("Remove a name"), asked.AliasForm, _remove_alias, policy=can_change_unit)
