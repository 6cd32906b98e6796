"""The list of computations: shown to all below the place that computed, with why one failed."""

import pytest
from django.test import Client

from tests.factories import AT, Tree, make_post
from tests.web import client_of
from xuezheng.engines.indicators.models import Run
from xuezheng.kernel.scope.acting import system_post
from xuezheng.kernel.scope.binding import bound
from xuezheng.kernel.units.models import Unit

pytestmark = [pytest.mark.integration, pytest.mark.django_db]


def shown_to(unit: Unit, role: str = "administrator", asked: str = "") -> tuple[int, list[str]]:
    client: Client = client_of(make_post(unit, role=role))
    answer = client.get(f"/indicators/runs/{asked}")
    return answer.status_code, [str(run) for run in answer.context["rows"]] if answer.status_code == 200 else []


def test_runs_are_listed_to_those_below(db: None) -> None:
    tree = Tree()
    with bound(system_post("test")):
        for number, (place, state) in enumerate(
            [("cn.", "done"), ("cn.", "failed"), (tree.counties[1].unit_path, "done")], start=1
        ):
            Run.objects.create(
                unit_path=place,
                table="schools",
                period="2026Q2",
                number=number,
                state=state,
                message="why",
                began_at=AT,
            )
    assert sorted(shown_to(tree.counties[0])[1]) == ["schools 2026Q2 #1", "schools 2026Q2 #2"]
    assert sorted(shown_to(tree.counties[1])[1]) == ["schools 2026Q2 #1", "schools 2026Q2 #2", "schools 2026Q2 #3"]
    assert shown_to(tree.counties[0], asked="?state=failed") == (200, ["schools 2026Q2 #2"])
    assert shown_to(tree.counties[0], "teacher") == (403, [])
