"""What every act on a project or an implementation plan begins and ends with."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from xuezheng.kernel.journal.facade import record
from xuezheng.kernel.refusals import NotAllowed, NotFound, Refusal, VersionIsStale
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.modules.plans.models import ImplementationPlan, Project
from xuezheng.modules.plans.policies.projects import (
    can_carry_out,
    implementations_visible_to,
    projects_visible_to,
)

EARLIEST, LATEST = date(2000, 1, 1), date(2099, 12, 31)
MOST_YEARS = 10


def get_project(post: ActingPost, project_id: UUID) -> Project:
    found = projects_visible_to(post).select_related("task", "task__plan", "unit").filter(id=project_id).first()
    if found is None:
        raise NotFound(_("There is no such project within what your post may see."))
    return found


def get_implementation(post: ActingPost, implementation_id: UUID) -> ImplementationPlan:
    found = implementations_visible_to(post).select_related("plan", "unit").filter(id=implementation_id).first()
    if found is None:
        raise NotFound(_("There is no such implementation plan within what your post may see."))
    return found


def project_to_change(post: ActingPost, project_id: UUID, *, version: int | None = None) -> Project:
    seen = get_project(post, project_id)
    check_own(post, seen)
    row = Project.objects.select_for_update(no_key=True).get(id=project_id)
    check_fresh(row.version, version, name=seen.name)
    row.task, row.unit = seen.task, seen.unit
    return row


def implementation_to_change(
    post: ActingPost, implementation_id: UUID, *, version: int | None = None
) -> ImplementationPlan:
    seen = get_implementation(post, implementation_id)
    check_own(post, seen)
    row = ImplementationPlan.objects.select_for_update(no_key=True).get(id=implementation_id)
    check_fresh(row.version, version, name=seen.title)
    row.plan, row.unit = seen.plan, seen.unit
    return row


def check_own(post: ActingPost, row: Project | ImplementationPlan) -> None:
    if not can_carry_out(post, row):
        raise NotAllowed(_("Only %(unit)s itself changes this. Switch to a post there.") % {"unit": row.unit.name})


def check_fresh(present: int, stated: int | None, *, name: str) -> None:
    if stated is not None and stated != present:
        raise VersionIsStale(
            _("Somebody changed “%(name)s” in the meantime. Look at the change, then decide again.")
            % {"name": name[:60]}
        )


def carrying_unit(post: ActingPost) -> int:
    if not post.may("plans.report") or post.unit_id is None:
        raise NotAllowed(_("Your present post may not keep projects and implementation plans for its unit."))
    return post.unit_id


def named(text: str, *, field: str, missing: str, most: int = 200) -> str:
    text = " ".join(text.split())
    if not text:
        raise Refusal(missing, field=field)
    if len(text) > most:
        raise Refusal(
            _("The text has %(length)d characters; at most %(most)d fit.") % {"length": len(text), "most": most},
            field=field,
        )
    return text


def check_period(begins_on: date, ends_on: date) -> None:
    """A slip of the keyboard (2206 for 2026) would draw a timeline of centuries."""
    for day, field in ((begins_on, "begins_on"), (ends_on, "ends_on")):
        if not EARLIEST <= day <= LATEST:
            raise Refusal(
                _("%(day)s is not a day of this work. Choose one from %(first)s to %(last)s.")
                % {"day": day.isoformat(), "first": EARLIEST.isoformat(), "last": LATEST.isoformat()},
                field=field,
            )
    if ends_on < begins_on:
        raise Refusal(
            _("It ends on %(ends)s, before it begins on %(begins)s.")
            % {"ends": ends_on.isoformat(), "begins": begins_on.isoformat()},
            field="ends_on",
        )
    if (ends_on - begins_on).days > MOST_YEARS * 366:
        raise Refusal(
            _("It takes longer than %(years)d years. Divide it into parts that end sooner.") % {"years": MOST_YEARS},
            field="ends_on",
        )


def note(
    act: str,
    *,
    post: ActingPost,
    row: Project | ImplementationPlan,
    at: datetime,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
) -> None:
    record(
        post=post,
        at=at,
        act=f"plans.{act}",
        object_kind="plans.project" if isinstance(row, Project) else "plans.implementation",
        object_id=row.id,
        object_name=str(row),
        unit_path=row.unit_path,
        before=plain(before) if before else None,
        after=plain(after) if after else None,
    )


def plain(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _plain(value) for name, value in values.items()}


def _plain(value: object) -> object:
    if isinstance(value, date | datetime):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal | UUID) else value
