"""Forms about one person: register, change, transfer, leaving, account."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from xuezheng.kernel.clock import now, today
from xuezheng.kernel.pages.web.access import PostRequest, post_required
from xuezheng.kernel.people.actions.change_person import change_person
from xuezheng.kernel.people.actions.close_account import close_account
from xuezheng.kernel.people.actions.open_account import InitialPassword, open_account
from xuezheng.kernel.people.actions.record_leaving import record_leaving
from xuezheng.kernel.people.actions.register_person import register_person
from xuezheng.kernel.people.actions.reopen_account import reopen_account
from xuezheng.kernel.people.actions.reset_password import reset_password
from xuezheng.kernel.people.actions.reset_second_factors import reset_second_factors
from xuezheng.kernel.people.actions.transfer_person import transfer_person
from xuezheng.kernel.people.models import Person
from xuezheng.kernel.people.queries import get_person
from xuezheng.kernel.people.web.answers import answer_form, done, sent
from xuezheng.kernel.people.web.forms import (
    ChangeForm,
    ConfirmForm,
    LeavingForm,
    OpenAccountForm,
    RegisterForm,
    TransferForm,
)
from xuezheng.kernel.units.models import Unit


@post_required("people.change")
def register(request: PostRequest) -> HttpResponse:
    own = Unit.objects.filter(unit_path=request.post.unit_path).first()
    form = RegisterForm(sent(request), initial={"home_unit": own.code if own else ""})

    def act(data: dict[str, Any]) -> HttpResponse:
        person = register_person(
            post=request.post,
            name=data["name"],
            home_unit_id=data["home_unit"].id,
            number=data["number"],
            phone=data["phone"],
            email=data["email"],
            at=now(),
        )
        return done(request, _("%(name)s is registered.") % {"name": person.name}, to=_page(person))

    return answer_form(request, form=form, act=act, title=_("Register a person"), cancel=reverse("people"))


@post_required("people.change")
def change(request: PostRequest, person_id: UUID) -> HttpResponse:
    person = get_person(request.post, person_id=person_id)
    initial = {"version": person.version, "name": person.name, "phone": person.phone, "email": person.email}

    def act(data: dict[str, Any]) -> HttpResponse:
        change_person(post=request.post, person_id=person_id, at=now(), **data)
        return done(request, _("The record is changed."), to=_page(person))

    form = ChangeForm(sent(request), initial=initial)
    return answer_form(
        request,
        form=form,
        act=act,
        title=_("Change the record"),
        about=_about(person),
        submit=_("Save"),
        cancel=_page(person),
    )


@post_required("people.change")
def transfer(request: PostRequest, person_id: UUID) -> HttpResponse:
    person = get_person(request.post, person_id=person_id)

    def act(data: dict[str, Any]) -> HttpResponse:
        moved = transfer_person(
            post=request.post,
            person_id=person_id,
            version=data["version"],
            to_unit_id=data["to_unit"].id,
            keep_posts=data["keep_posts"],
            at=now(),
        )
        sentence = _("%(name)s is now at home at %(unit)s.") % {"name": moved.name, "unit": moved.home_unit.name}
        return done(request, sentence, to=_page(person))

    form = TransferForm(sent(request), initial={"version": person.version})
    return answer_form(
        request,
        form=form,
        act=act,
        title=_("Transfer"),
        about=_about(person),
        explained=_("The record and the account go along. Posts at the old home unit end unless they are kept."),
        cancel=_page(person),
    )


@post_required("people.change")
def leaving(request: PostRequest, person_id: UUID) -> HttpResponse:
    person = get_person(request.post, person_id=person_id)

    def act(data: dict[str, Any]) -> HttpResponse:
        record_leaving(post=request.post, person_id=person_id, at=now(), **data)
        return done(request, _("The leaving of %(name)s is recorded.") % {"name": person.name}, to=_page(person))

    form = LeavingForm(sent(request), initial={"version": person.version, "left_on": today(now())})
    return answer_form(
        request,
        form=form,
        act=act,
        title=_("Record leaving"),
        about=_about(person),
        explained=_("Every post ends at once, wherever it is held; the account is closed and signed out."),
        cancel=_page(person),
    )


@post_required("people.change")
def account_open(request: PostRequest, person_id: UUID) -> HttpResponse:
    person = get_person(request.post, person_id=person_id)

    def act(data: dict[str, Any]) -> HttpResponse:
        opened = open_account(post=request.post, person_id=person_id, username=data["username"], at=now())
        return _show_once(request, person, opened)

    form = OpenAccountForm(sent(request))
    return answer_form(
        request,
        form=form,
        act=act,
        title=_("Open an account"),
        about=_about(person),
        explained=_("The initial password is shown once, on the next page."),
        cancel=_page(person),
    )


@post_required("people.change")
def account_reset(request: PostRequest, person_id: UUID) -> HttpResponse:
    person = get_person(request.post, person_id=person_id)

    def act(_data: dict[str, Any]) -> HttpResponse:
        return _show_once(request, person, reset_password(post=request.post, person_id=person_id, at=now()))

    return answer_form(
        request,
        form=ConfirmForm(sent(request)),
        act=act,
        title=_("Reset the password"),
        about=_about(person),
        explained=_("The present password stops working, every session ends, and a new one is shown once."),
        cancel=_page(person),
    )


@post_required("people.change")
def account_clear(request: PostRequest, person_id: UUID) -> HttpResponse:
    return _confirm(
        request,
        person_id,
        act=lambda: reset_second_factors(post=request.post, person_id=person_id, at=now()),
        title=_("Reset second factors"),
        explained=_(
            "Authenticator app, recovery codes, passkeys and API tokens are taken away and every session ends. "
            "The password stays; reset it too where somebody else may know it."
        ),
        said=_("Second factors, passkeys and tokens are taken away."),
    )


@post_required("people.change")
def account_close(request: PostRequest, person_id: UUID) -> HttpResponse:
    return _confirm(
        request,
        person_id,
        act=lambda: close_account(post=request.post, person_id=person_id, at=now()),
        title=_("Close the account"),
        explained=_("Nobody signs in with it any more; who is signed in is signed out. Posts stay."),
        said=_("The account is closed."),
    )


@post_required("people.change")
def account_reopen(request: PostRequest, person_id: UUID) -> HttpResponse:
    return _confirm(
        request,
        person_id,
        act=lambda: reopen_account(post=request.post, person_id=person_id, at=now()),
        title=_("Reopen the account"),
        explained=_("It opens again with the password it had."),
        said=_("The account is open again."),
    )


def _confirm(
    request: PostRequest, person_id: UUID, *, act: Callable[[], object], title: str, explained: str, said: str
) -> HttpResponse:
    person = get_person(request.post, person_id=person_id)

    def confirmed(_data: dict[str, Any]) -> HttpResponse:
        act()
        return done(request, said, to=_page(person))

    return answer_form(
        request,
        form=ConfirmForm(sent(request)),
        act=confirmed,
        title=title,
        about=_about(person),
        explained=explained,
        cancel=_page(person),
    )


def _show_once(request: PostRequest, person: Person, opened: InitialPassword) -> HttpResponse:
    """Answered at once and kept nowhere: not in a session, not in a cache, not behind a redirect."""
    response = render(
        request,
        "people/initial_password.html",
        {"person": person, "person_account": opened.account, "password": opened.password},
    )
    response["Cache-Control"] = "no-store"
    return response


def _page(person: Person) -> str:
    return reverse("person", args=[person.id])


def _about(person: Person) -> str:
    return f"{person.name} · {person.number} · {person.home_unit.name}"
