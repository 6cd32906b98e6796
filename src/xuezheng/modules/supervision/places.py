"""Addresses of the module's pages, and of what orders and lines are about."""

from urllib.parse import urlencode
from uuid import UUID

from django.urls import reverse

from xuezheng.modules.supervision.models import Order
from xuezheng.modules.supervision.weighing import OF_ORDERS

Subject = Order.Subject


def order_path(order_id: UUID) -> str:
    return reverse("supervision-order", args=[order_id])


def orders_path(**asked: str) -> str:
    return f"{reverse('supervision-orders')}?{urlencode(asked)}"


def score_path(score_id: UUID) -> str:
    return reverse("supervision-score", args=[score_id])


def scoring_path(scoring_id: UUID) -> str:
    return reverse("scoring", args=[scoring_id])


def appeal_path(appeal_id: UUID) -> str:
    return reverse("supervision-appeal", args=[appeal_id])


def inspection_path(inspection_id: UUID) -> str:
    return reverse("inspection", args=[inspection_id])


def fact_path(fact: str, subject_id: UUID) -> str:
    """The page of the assignment or order that a deducted point stands for."""
    return order_path(subject_id) if fact in OF_ORDERS else reverse("assignment", args=[subject_id])


def subject_path(order: Order) -> str:
    """Empty where an order is about nothing that has a page."""
    if order.subject_id is None:
        return ""
    pages = {Subject.ASSIGNMENT: "assignment", Subject.TASK: "plan-task"}
    page = pages.get(Subject(order.subject))
    return reverse(page, args=[order.subject_id]) if page else ""
