"""The same expressions on a Spark Connect endpoint give the same rows as DuckDB, one by one."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from tests.engines.lake.test_lake import PERIOD, ROOMS, load, row
from tests.factories import Tree, acting
from xuezheng.engines.lake import facade
from xuezheng.kernel.scope.binding import bound

sail = pytest.importorskip("pysail.spark", reason="pysail is not installed: there is no Spark endpoint to compare with")
pytestmark = [pytest.mark.integration, pytest.mark.filterwarnings("ignore")]


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    # A worker of xdist has no main file, which the client takes for a run of its own doctests, and ends the process.
    main = sys.modules["__main__"]
    main.__file__ = getattr(main, "__file__", None) or __file__
    server = sail.SparkConnectServer("127.0.0.1", 0)
    server.start(background=True)
    host, port = server.listening_address
    yield f"sc://{host}:{port}"
    server.stop()


def test_rows_and_counts_are_equal(tree: Tree, lake: Path, address: str, settings: Settings) -> None:
    province, city = acting(tree.office), acting(tree.cities[0])
    stages = ["primary", "junior", None]
    load(
        province,
        [
            row(
                school,
                number,
                area=f"{number}.25",
                stage=stages[number % 3],
                built="2018-09-01",
                wireless=number % 2 == 0,
            )
            for number, school in enumerate(tree.schools)
        ],
    )
    load(acting(tree.counties[0]), [row(tree.schools[1], 77)])
    found = []
    for engine in ("duckdb", "spark"):
        settings.LAKE_ENGINE, settings.SPARK_ADDRESS = engine, address
        with bound(city):
            rows = facade.read(post=city, table=ROOMS, periods=[PERIOD, "2026Q1"])
            listed = facade.to_arrow(rows.order_by("unit_path")).to_pylist()
            counted = facade.aggregate(
                post=city,
                table=ROOMS,
                periods=[PERIOD],
                by=["wireless"],
                figures={"area": facade.Figure(kind="sum", column="area")},
            ).to_pylist()
            nothing = facade.to_arrow(facade.read(post=city, table=ROOMS, periods=["2020Q1"])).to_pylist()
        found.append((listed, sorted(counted, key=str), nothing))
    assert found[0] == found[1]
    assert [line["rooms"] for line in found[0][0]] == [77, 2, 3]
