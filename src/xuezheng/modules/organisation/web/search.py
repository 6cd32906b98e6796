"""What ⌘K finds of this module."""

from collections.abc import Sequence

from django.urls import reverse

from xuezheng.kernel.pages.search import Hit
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.modules.organisation.catalogue import kind_name
from xuezheng.modules.organisation.policies.meetings import meetings_visible_to
from xuezheng.modules.organisation.policies.registers import bodies_visible_to, cios_visible_to
from xuezheng.modules.organisation.policies.rules import rules_visible_to
from xuezheng.modules.organisation.policies.surveys import surveys_visible_to


def find_bodies(post: ActingPost, text: str, limit: int) -> Sequence[Hit]:
    found = bodies_visible_to(post).select_related("unit").filter(name__contains=text).order_by("unit_path", "name")
    return [
        Hit(title=body.name, note=f"{kind_name(body.kind)} · {body.unit.name}", url=reverse("body", args=[body.id]))
        for body in found[:limit]
    ]


def find_cios(post: ActingPost, text: str, limit: int) -> Sequence[Hit]:
    found = cios_visible_to(post).select_related("unit").filter(name__begins=text).order_by("name", "id")
    return [
        Hit(title=cio.name, note=f"{cio.duty} · {cio.unit.name}", url=reverse("cio", args=[cio.id]))
        for cio in found[:limit]
    ]


def find_meetings(post: ActingPost, text: str, limit: int) -> Sequence[Hit]:
    found = meetings_visible_to(post).select_related("unit").filter(topic__contains=text).order_by("-held_on", "id")
    return [
        Hit(
            title=meeting.topic,
            note=f"{meeting.held_on.isoformat()} · {meeting.unit.name}",
            url=reverse("meeting", args=[meeting.id]),
        )
        for meeting in found[:limit]
    ]


def find_rules(post: ActingPost, text: str, limit: int) -> Sequence[Hit]:
    found = rules_visible_to(post).select_related("unit").filter(title__contains=text).order_by("-drafted_at", "id")
    return [Hit(title=rule.title, note=rule.unit.name, url=reverse("rule", args=[rule.id])) for rule in found[:limit]]


def find_surveys(post: ActingPost, text: str, limit: int) -> Sequence[Hit]:
    found = surveys_visible_to(post).select_related("unit").filter(question__contains=text)
    return [
        Hit(title=survey.question, note=survey.unit.name, url=reverse("survey", args=[survey.id]))
        for survey in found.order_by("-begins_on", "id")[:limit]
    ]
