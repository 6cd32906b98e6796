"""Targets of the plan in force outside of its own page: the wall, which shows one after the other, and the card of the home."""

from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from xuezheng.kernel import clock
from xuezheng.kernel.pages.web.access import PostRequest, post_required
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.modules.monitoring.web.home.beside import beside
from xuezheng.modules.monitoring.web.home.cards import map_values
from xuezheng.modules.plans import facade as plans
from xuezheng.modules.plans.facade import AchievementNow, ChosenTarget, HomeView

CATALOG = Path(__file__).parents[2] / "catalog" / "wall.yaml"


@cache
def seconds_each() -> int:
    return int(yaml.safe_load(CATALOG.read_text(encoding="utf-8"))["seconds"])


@post_required("plans.read")
def wall(request: PostRequest) -> HttpResponse:
    """One target at a time; the script fetches the next, and without it the links lead there."""
    post, today = request.post, clock.today(clock.now())
    now = plans.achievement_now(post, today=today)
    count = len(now.targets) if now else 0
    place = _place(request.GET.get("at", ""), count)
    target = now.targets[place] if now and count else None
    context = {
        "now": now,
        "target": target,
        "number": place + 1,
        "count": count,
        "next": f"{reverse('wall')}?at={(place + 1) % max(count, 1)}",
        "previous": f"{reverse('wall')}?at={(place - 1) % max(count, 1)}",
        "seconds": seconds_each(),
        "beside": beside(post, _view(now, target, today), target) if now and target else None,
    }
    return render(request, "monitoring/wall.html", context)


@post_required("plans.read")
def home_map(request: PostRequest) -> HttpResponse:
    """The first target that is short, else the first with a value."""
    post, today = request.post, clock.today(clock.now())
    now = plans.achievement_now(post, today=today)
    target = _first(now)
    context = {
        "target": target,
        "map": map_values(post, _view(now, target, today)) if now and target else None,
        "address": f"{reverse('plan', args=[now.plan_id])}?target={target.id}" if now and target else "",
    }
    return render(request, "monitoring/home/home_map.html", context)


def card_values(post: ActingPost) -> dict[str, Any] | None:
    """For posts that have regions to compare; the card fetches the rest."""
    return {} if post.may("plans.read") and post.scope_path.count(".") in {2, 3} else None


def _first(now: AchievementNow | None) -> ChosenTarget | None:
    targets = now.targets if now else []
    return next((target for target in targets if target.tone != "ok"), None) or next(iter(targets), None)


def _place(text: str, count: int) -> int:
    return int(text) % count if text.isascii() and text.isdigit() and len(text) < 6 and count else 0


def _view(now: AchievementNow, target: ChosenTarget | None, today: date) -> HomeView:
    """Regions of the map lead to the plan's home at that unit."""
    home = reverse("plan", args=[now.plan_id])
    chosen = f"&target={target.id}" if target else ""
    return HomeView(
        plan_id=now.plan_id,
        plan_title=now.plan_title,
        unit_path=now.unit_path,
        unit_name=now.unit_name,
        unit_code=now.unit_code,
        on=today,
        period="",
        chosen=target,
        address_of=lambda code: f"{home}?unit={code}{chosen}",
    )
