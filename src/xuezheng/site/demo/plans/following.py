"""Where programmes of the founding documents are followed in the demonstration: its tasks' pages by number."""

from django.urls import reverse

from xuezheng.kernel.scope.acting import ROOT, ActingPost
from xuezheng.kernel.units.models import Unit
from xuezheng.modules.plans.models import Plan
from xuezheng.modules.plans.policies.parts import tasks_visible_to
from xuezheng.modules.plans.policies.plans import plans_visible_to


def followed_tasks(post: ActingPost) -> dict[str, str]:
    """Addresses of the tasks of the province's plan that is in force; none where no demonstration was loaded."""
    if not Unit.objects.filter(unit_path=ROOT, synthetic=True).exists():
        return {}
    plans = plans_visible_to(post).filter(unit__kind="department", superseded_at=None, closed_at=None)
    plan: Plan | None = plans.filter(published_at__isnull=False).order_by("-year").first()
    tasks = tasks_visible_to(post).filter(plan=plan) if plan else []
    return {task.number: reverse("plan-task", args=[task.id]) for task in tasks}
