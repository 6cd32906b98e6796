"""Forms of the acts on one order."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xuezheng.kernel.calendar.facade import work_calendar_of
from xuezheng.kernel.clock import now, today
from xuezheng.kernel.pages.web.access import PostRequest, View, post_required
from xuezheng.kernel.pages.web.answers import answer_form
from xuezheng.kernel.refusals import NotFound
from xuezheng.kernel.units.facade import get_unit
from xuezheng.modules.supervision.actions import orders as acts
from xuezheng.modules.supervision.deadlines import deadlines
from xuezheng.modules.supervision.facts import fact_of
from xuezheng.modules.supervision.models import Order
from xuezheng.modules.supervision.places import order_path, orders_path
from xuezheng.modules.supervision.queries.orders import get_order
from xuezheng.modules.supervision.web.forms import ReasonForm
from xuezheng.modules.supervision.web.orders import forms as asked

Act = Callable[[PostRequest, Order, dict[str, Any]], str]
FormOf = Callable[[PostRequest, Order], forms.Form]


def proposed_reply_day(request: PostRequest) -> Any:
    calendar = work_calendar_of(request.post.scope_path)
    return calendar.add_working_days(today(now()), deadlines().reply_working_days)


@post_required("supervision.order")
def issue_order(request: PostRequest) -> HttpResponse:
    """`?unit=CODE&assignment=ID` in the address: about that unit's share in a task."""
    share = _share(request)
    if share is not None:
        return _issue_about(request, *share)

    def act(values: dict[str, Any]) -> str:
        unit = values.pop("unit")
        order = acts.issue_order(post=request.post, unit_id=unit.id, at=now(), **values)
        return _("%(number)s is issued to %(unit)s.") % {"number": order.number, "unit": unit.name}

    initial = {"unit": request.GET.get("unit", ""), "due_on": proposed_reply_day(request)}
    form = asked.IssueForm(request.POST or None, initial=initial)
    return answer_form(request, form=form, act=act, title=_("Issue an order"), back=orders_path(whose="issued"))


def _share(request: PostRequest) -> tuple[Any, UUID] | None:
    code, key = request.GET.get("unit", "")[:20], request.GET.get("assignment", "")
    if not key:
        return None
    try:
        return get_unit(request.post, code=code), UUID(key)
    except ValueError as error:
        raise NotFound(_("There is no such share in a task within what your post may see.")) from error


def _issue_about(request: PostRequest, unit: Any, assignment_id: UUID) -> HttpResponse:
    fact = fact_of(request.post, assignment_id=assignment_id, unit_id=unit.id, day=today(now()))
    if fact is None:
        raise NotFound(_("There is no such share in a task within what your post may see."))

    def act(values: dict[str, Any]) -> str:
        order = acts.issue_order(post=request.post, unit_id=unit.id, assignment_id=assignment_id, at=now(), **values)
        return _("%(number)s is issued to %(unit)s.") % {"number": order.number, "unit": unit.name}

    form = asked.IssueAboutForm(request.POST or None, initial={"due_on": proposed_reply_day(request)})
    about = f"{unit.name} · {fact.task_number}. {fact.task_heading}"
    return answer_form(
        request, form=form, act=act, title=_("Issue an order"), about=about, back=orders_path(whose="issued")
    )


def _changes(permission: str, title: Promise, form_of: FormOf, act: Act) -> View:
    """A view over one act on an order."""

    @post_required(permission)
    def view(request: PostRequest, order_id: UUID) -> HttpResponse:
        order = get_order(request.post, order_id)
        return answer_form(
            request,
            form=form_of(request, order),
            act=lambda values: act(request, order, values),
            title=str(title),
            about=f"{order.number} · {order.unit.name} · {order.title}",
            back=order_path(order.id),
        )

    return view


def _reply(request: PostRequest, order: Order, values: dict[str, Any]) -> str:
    acts.reply_to_order(post=request.post, order_id=order.id, at=now(), **values)
    return _("Your reply is with %(unit)s.") % {"unit": order.issuer.name}


def _return(request: PostRequest, order: Order, values: dict[str, Any]) -> str:
    acts.return_reply(post=request.post, order_id=order.id, at=now(), **values)
    return _("%(unit)s replies again and is told the reason.") % {"unit": order.unit.name}


def _close(request: PostRequest, order: Order, values: dict[str, Any]) -> str:
    acts.close_order(post=request.post, order_id=order.id, at=now(), **values)
    return _("%(number)s is closed.") % {"number": order.number}


def _withdraw(request: PostRequest, order: Order, values: dict[str, Any]) -> str:
    acts.withdraw_order(post=request.post, order_id=order.id, at=now(), **values)
    return _("%(number)s is withdrawn.") % {"number": order.number}


reply = _changes(
    "supervision.reply",
    gettext_lazy("Reply to the order"),
    lambda request, order: asked.ReplyForm(request.POST or None, initial={"version": order.version}),
    _reply,
)
return_reply = _changes(
    "supervision.order",
    gettext_lazy("Return the reply"),
    lambda request, order: asked.ReturnForm(
        request.POST or None, initial={"version": order.version, "due_on": proposed_reply_day(request)}
    ),
    _return,
)
close = _changes(
    "supervision.order",
    gettext_lazy("Close the order"),
    lambda request, order: asked.CloseForm(request.POST or None, initial={"version": order.version}),
    _close,
)
withdraw = _changes(
    "supervision.order",
    gettext_lazy("Withdraw the order"),
    lambda request, order: ReasonForm(request.POST or None, initial={"version": order.version}),
    _withdraw,
)
