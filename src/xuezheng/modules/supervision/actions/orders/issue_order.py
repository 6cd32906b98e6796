"""Issuing one order: to whom, about what, which facts, what is to be done, reply until when."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from xuezheng.kernel.clock import today
from xuezheng.kernel.outbox.facade import announce
from xuezheng.kernel.refusals import NotFound, Refusal
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.kernel.units.models import Unit
from xuezheng.kernel.units.policies import units_visible_to
from xuezheng.modules.plans.facade import task_summary
from xuezheng.modules.supervision.actions.orders.locking import check_reply_day, issuer_of, next_serial
from xuezheng.modules.supervision.changing import note, within_length, words
from xuezheng.modules.supervision.events import OrderIssued
from xuezheng.modules.supervision.facts import fact_of, facts_of_assignment, facts_of_task
from xuezheng.modules.supervision.models import Order
from xuezheng.modules.supervision.policies.orders import orders_issued_by
from xuezheng.modules.supervision.queries.orders import get_supervised_unit, own_plan_ids
from xuezheng.modules.supervision.refusals import ShareIsOrdered
from xuezheng.modules.supervision.telling import ask_for_replies

Subject = Order.Subject


@dataclass(frozen=True, kw_only=True)
class About:
    """What an order is about: a kind and an id of something, its title, and its facts as they stand."""

    subject: str = Subject.FREE
    subject_id: UUID | None = None
    title: str = ""
    facts: dict[str, Any] = field(default_factory=dict)


@transaction.atomic
def issue_order(
    *,
    post: ActingPost,
    unit_id: int,
    demand: str,
    due_on: date,
    at: datetime,
    title: str = "",
    statement: str = "",
    assignment_id: UUID | None = None,
    task_id: UUID | None = None,
) -> Order:
    """About a unit's share in a task, about a task, or (with a title) about another matter. It is in force at once."""
    issuer = issuer_of(post)
    unit = _addressed(post, unit_id)
    day = today(at)
    if assignment_id is not None:
        about = _about_share(post, unit, assignment_id, day=day)
    elif task_id is not None:
        about = _about_task(post, task_id, day=day)
    else:
        about = About(title=words(title, field="title", missing=_("Say what the order is about."), most=300))
    return write_order(
        post=post, issuer=issuer, unit=unit, about=about, demand=demand, statement=statement, due_on=due_on, at=at
    )


@transaction.atomic
def order_about_finding(
    *,
    post: ActingPost,
    unit_id: int,
    finding_id: UUID,
    title: str,
    facts: dict[str, Any],
    demand: str,
    due_on: date,
    at: datetime,
) -> Order:
    """About what was found at any unit below: a round looks at schools too, which are otherwise their county's to order."""
    issuer = issuer_of(post)
    rows = units_visible_to(post).filter(
        id=unit_id, closed_on=None, unit_path__gt=post.scope_path, unit_path__lt=post.scope_path + "~"
    )
    unit = rows.first()
    if unit is None:
        raise Refusal(
            _("Orders go to units below your administration that are open. Choose one of them."), field="unit"
        )
    about = About(subject=Subject.FINDING, subject_id=finding_id, title=title, facts=facts)
    return write_order(
        post=post, issuer=issuer, unit=unit, about=about, demand=demand, statement="", due_on=due_on, at=at
    )


def write_order(
    *,
    post: ActingPost,
    issuer: Unit,
    unit: Unit,
    about: About,
    demand: str,
    statement: str,
    due_on: date,
    at: datetime,
) -> Order:
    """Number it, write it, tell the unit. Within an action's transaction."""
    day = today(at)
    check_reply_day(due_on, day=day)
    order = Order.objects.create(
        unit=unit,
        unit_path=unit.unit_path,
        issuer=issuer,
        issuer_path=issuer.unit_path,
        year=day.year,
        serial=next_serial(issuer, day.year),
        subject=about.subject,
        subject_id=about.subject_id,
        title=about.title[:300],
        facts=about.facts,
        statement=within_length(statement, field="statement"),
        demand=demanded(demand),
        due_on=due_on,
        issued_at=at,
        person_name=post.person_name,
    )
    note("issue_order", post=post, row=order, at=at, after={"demand": order.demand, "due_on": due_on})
    announce(OrderIssued(unit_path=order.unit_path, order_id=str(order.id), due_on=due_on.isoformat()), at=at)
    ask_for_replies([order], at=at)
    return order


def demanded(text: str) -> str:
    return words(text, field="demand", missing=_("Say what the unit is to do."))


def _addressed(post: ActingPost, unit_id: int) -> Unit:
    unit = get_supervised_unit(post, unit_id)
    if unit is None:
        raise Refusal(
            _("Orders go to units below your administration that are open. Choose one of them."), field="unit"
        )
    return unit


def _about_share(post: ActingPost, unit: Unit, assignment_id: UUID, *, day: date) -> About:
    fact = fact_of(post, assignment_id=assignment_id, unit_id=unit.id, day=day)
    if fact is None or fact.plan_id not in own_plan_ids(post):
        raise NotFound(_("%(unit)s has no such share in a task of your own work points.") % {"unit": unit.name})
    if fact.accepted_on is not None:
        raise Refusal(
            _("Task %(number)s of %(unit)s was accepted on %(day)s; there is nothing to order about it.")
            % {"number": fact.task_number, "unit": unit.name, "day": fact.accepted_on.isoformat()},
            field="subject",
        )
    open_one = (
        orders_issued_by(post)
        .filter(subject=Subject.ASSIGNMENT, subject_id=fact.id, closed_at=None, withdrawn_at=None)
        .first()
    )
    if open_one is not None:
        raise ShareIsOrdered(open_one.number)
    return About(
        subject=Subject.ASSIGNMENT,
        subject_id=fact.id,
        title=f"{fact.task_number}. {fact.task_heading}",
        facts=facts_of_assignment(fact, day=day),
    )


def _about_task(post: ActingPost, task_id: UUID, *, day: date) -> About:
    task = task_summary(post, task_id)
    if task.plan_id not in own_plan_ids(post):
        raise NotFound(_("There is no such task in work points of your administration."))
    return About(
        subject=Subject.TASK,
        subject_id=task.id,
        title=f"{task.number}. {task.heading}",
        facts=facts_of_task(task, day=day),
    )
