"""A plan of the province whose target is bound to the sample indicator, and records that leave it short."""

from decimal import Decimal

from tests.factories import AT, Tree, acting
from tests.jobs import run_pending
from tests.modules.plans.builders import AT as PUBLISHED
from tests.modules.plans.builders import GOALS, published_plan
from xuezheng.engines.lake import facade as lake_facade
from xuezheng.kernel.scope.acting import system_post
from xuezheng.kernel.scope.binding import bound
from xuezheng.kernel.units.models import Unit
from xuezheng.modules.monitoring import facade
from xuezheng.modules.plans.actions.targets import bind_target
from xuezheng.modules.plans.models import Plan, Target

TABLE, PERIOD = "rooms_sample", "2026Q2"
MULTIMEDIA = (2, 10, 6, 10, 9, 10, 10, 10)
"""Of ten classrooms in each school; 90 % are asked, so of the first, the third and the others only the first two are short."""


def load(unit: Unit, rows: dict[Unit, int], *, period: str = PERIOD) -> None:
    """Ten classrooms in each school, so many of them with multimedia."""
    post = acting(unit)
    source = lake_facade.RowsSource(
        rows=[{"school": school.code, "rooms": 10, "multimedia": number} for school, number in rows.items()],
        name="test",
    )
    with bound(post):
        report = lake_facade.load(post=post, table=TABLE, period=period, source=source, at=AT)
    assert report.snapshot is not None


def bound_plan(tree: Tree) -> tuple[Plan, Target]:
    """Published, with 90 % asked of the share of multimedia classrooms, which the sample indicator measures."""
    plan = published_plan(tree.province, goals=GOALS)
    post = acting(tree.province)
    with bound(post):
        target = Target.objects.get(plan=plan, value=Decimal(90))
        target = bind_target(
            post=post, target_id=target.id, version=target.version, code="multimedia_sample", at=PUBLISHED
        )
    return plan, target


def measured_plan(tree: Tree) -> tuple[Plan, Target]:
    facade.load_catalogue(at=AT)
    plan, target = bound_plan(tree)
    load(tree.office, dict(zip(tree.schools, MULTIMEDIA, strict=True)))
    run_pending()
    with bound(system_post("test")):
        return plan, Target.objects.select_related("plan").get(id=target.id)
