"""The pages of indicators: who sees which values, that they open down to a school, and what is missing to a target."""

from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from django.test import Client
from docx import Document
from python_calamine import CalamineWorkbook

from tests.factories import AT, Tree, acting, make_post
from tests.jobs import run_pending
from tests.modules.plans.builders import published_plan
from tests.web import client_of
from xuezheng.engines.lake import declarations
from xuezheng.engines.lake import facade as lake_facade
from xuezheng.kernel.journal.models import Entry
from xuezheng.kernel.scope.acting import system_post
from xuezheng.kernel.scope.binding import bound
from xuezheng.kernel.units.models import Unit
from xuezheng.modules.monitoring import facade
from xuezheng.modules.plans.actions import targets as acts
from xuezheng.modules.plans.models import Target

pytestmark = [pytest.mark.integration, pytest.mark.usefixtures("lake")]
CODE, PERIOD = "multimedia_sample", "2026Q2"
PAGE = f"/monitoring/indicators/{CODE}/"
MULTIMEDIA = (5, 9, 10, 10, 2, 8, 10, 10)
"""Of ten rooms in each school, in the order of the tree."""


@pytest.fixture
def measured(tree: Tree) -> Tree:
    """Two quarters of all schools; in the first each had one multimedia classroom less."""
    facade.load_catalogue(at=AT)
    for period, less in (("2026Q1", 1), (PERIOD, 0)):
        rows = [
            {"school": school.code, "rooms": 10, "multimedia": count - less}
            for school, count in zip(tree.schools, MULTIMEDIA, strict=True)
        ]
        post = acting(tree.office)
        with bound(post):
            source = lake_facade.RowsSource(rows=rows, name="test")
            lake_facade.load(post=post, table="rooms_sample", period=period, source=source, at=AT)
    run_pending()
    return tree


def client(unit: Unit, role: str = "analyst") -> Client:
    return client_of(make_post(unit, role=role))


def below(answer: object) -> list[tuple[str, str, str]]:
    return [(row["name"], row["value"], row["change"]) for row in answer.context["below"]]  # type: ignore[attr-defined] # of Django's test client


def test_the_library_shows_the_units_own_values(measured: Tree) -> None:
    answer = client(measured.counties[0]).get("/monitoring/indicators/")
    lines = {line.code: (line.value, line.change) for group in answer.context["groups"] for line in group.lines}
    assert lines == {CODE: ("70.0%", "+10.0"), "growth_sample": ("0.0", "")}
    assert (answer.context["measured"], answer.context["all"]) == (2, 2)
    found = client(measured.counties[0]).get("/monitoring/indicators/", {"q": "growth"})
    assert [line.code for group in found.context["groups"] for line in group.lines] == ["growth_sample"]
    nothing = client(measured.counties[0]).get("/monitoring/indicators/", {"q": "天气"})
    assert nothing.context["count"] == 0


def test_a_school_reads_its_own_values(measured: Tree) -> None:
    school = measured.schools[0]
    answer = client(school, "cio").get("/monitoring/indicators/")
    lines = {line.code: (line.value, line.change) for group in answer.context["groups"] for line in group.lines}
    assert lines == {CODE: ("50.0%", "+10.0"), "growth_sample": ("0.0", "")}
    page = client(school, "cio").get(PAGE)
    assert (page.context["value"], page.context["below"]) == ("50.0%", [])


def test_growth_opens_down_to_the_schools_and_is_no_sum_of_them(measured: Tree) -> None:
    seen, page = client(measured.counties[0]), "/monitoring/indicators/growth_sample/"
    opened = seen.get(f"{page}opened/", {"period": PERIOD})
    assert [(row["components"], row["value"]) for row in opened.context["below"]] == [(["10", "10"], "0.0")] * 2
    gap = seen.get(f"{page}gap/", {"target": "3"}).context["gap"]
    assert (gap["value"], gap["short"], gap["unlisted"], gap["is_reached"]) == ("0.0", "3.0", "not_summed", False)


def test_a_number_is_drilled_from_the_province_to_the_school(measured: Tree) -> None:
    seen = client(measured.office)
    province = seen.get(PAGE)
    assert (province.context["value"], province.context["change"]) == ("80.0%", "+10.0")
    assert below(province) == [
        (measured.cities[1].name, "75.0%", "+10.0"),
        (measured.cities[0].name, "85.0%", "+10.0"),
    ]
    county = seen.get(PAGE, {"unit": measured.counties[0].code})
    assert below(county) == [
        (measured.schools[0].name, "50.0%", "+10.0"),
        (measured.schools[1].name, "90.0%", "+10.0"),
    ]
    best = seen.get(PAGE, {"unit": measured.counties[0].code, "order": "best"})
    assert [name for name, _value, _change in below(best)] == [school.name for school in measured.schools[1::-1]]
    earlier = seen.get(PAGE, {"unit": measured.counties[0].code, "period": "2026Q1"})
    assert (earlier.context["value"], earlier.context["change"]) == ("60.0%", "")


@pytest.mark.parametrize("page", ["", "opened/", "gap/"])
def test_units_of_others_do_not_exist_here(measured: Tree, page: str) -> None:
    seen = client(measured.counties[0])
    for foreign in (measured.counties[1], measured.schools[2], measured.cities[0], measured.province):
        assert seen.get(PAGE + page, {"unit": foreign.code, "period": PERIOD}).status_code == 404
    own = seen.get(PAGE + page, {"unit": measured.schools[0].code, "period": PERIOD})
    assert own.status_code == 200
    assert client(measured.counties[0], "teacher").get(PAGE + page).status_code == 403
    assert seen.get(f"/monitoring/indicators/never_heard/{page}").status_code == 404


def test_a_value_opens_to_its_components_units_run_and_data(measured: Tree) -> None:
    county = measured.counties[0]
    answer = client(county).get(f"{PAGE}opened/", {"period": PERIOD})
    assert [(part["title"], part["value"]) for part in answer.context["components"]] == [
        ("多媒体教室数合计", "14"),
        ("教室数合计", "20"),
    ]
    assert [(row["name"], row["components"], row["value"]) for row in answer.context["below"]] == [
        (measured.schools[0].name, ["5", "10"], "50.0%"),
        (measured.schools[1].name, ["9", "10"], "90.0%"),
    ]
    opened = answer.context["opened"]
    assert (opened.version, opened.run.table, opened.run.period) == (1, "rooms_sample", PERIOD)
    # The other indicator of the table reads the quarter before as well.
    assert [(data["code"], data["is_current"]) for data in answer.context["inputs"]] == [
        ("2026Q1", True),
        (PERIOD, True),
    ]
    data = answer.context["inputs"][-1]
    assert data["address"] == f"/lake/rooms_sample/rows/?period={PERIOD}&unit={county.code}&snapshot={data['snapshot']}"
    assert client(county).get(data["address"]).context["count"] == 2
    school = client(county).get(f"{PAGE}opened/", {"period": PERIOD, "unit": measured.schools[0].code})
    assert [part["value"] for part in school.context["components"]] == ["5", "10"]
    own = measured.schools[0].code
    assert school.context["records_url"] == f"/lake/rooms_sample/rows/?period={PERIOD}&unit={own}"
    rows = client(county).get(school.context["records_url"])
    assert [next(value for value, _is_number in row) for row in rows.context["rows"]] == [own]
    assert client(county).get(f"{PAGE}opened/", {"period": "2020Q1"}).status_code == 404


def test_what_is_of_another_period_says_of_which(measured: Tree) -> None:
    answer = client(measured.counties[0]).get("/monitoring/indicators/growth_sample/opened/", {"period": PERIOD})
    assert answer.context["measured"] == "教室数合计 − 教室数合计（上一时段）"
    assert [part["title"] for part in answer.context["components"]] == ["教室数合计", "教室数合计（上一时段）"]
    assert answer.context["heads"] == ["教室数合计", "教室数合计（上一时段）"]
    assert "__back" not in answer.content.decode()


def test_the_gap_names_the_shortest_list(measured: Tree) -> None:
    answer = client(measured.office).get(f"{PAGE}gap/", {"target": "87.5"})
    told = answer.context["gap"]
    assert (told["value"], told["short"], told["missing"], told["units"], told["list"]) == (
        "80.0%",
        "7.5 个百分点",
        "6",
        3,
        1,
    )
    assert [(row["name"], row["lifts"]) for row in answer.context["closing"]] == [(measured.schools[4].name, "6.75")]
    assert [(row["name"], row["units"]) for row in answer.context["places"]] == [(measured.counties[2].name, 1)]
    reached = client(measured.office).get(f"{PAGE}gap/", {"target": "80"})
    assert reached.context["gap"]["is_reached"] is True
    odd = client(measured.office).get(f"{PAGE}gap/", {"target": "80", "by": "beauty"})
    assert odd.context["gap"]["is_reached"] is True, "an order that there is not is the usual one"
    wrong = client(measured.office).get(f"{PAGE}gap/", {"target": "viel"})
    assert list(wrong.context["form"].errors) == ["target"]
    assert wrong.context["gap"] is None


@pytest.mark.parametrize("target", ["100.5", "-1"])
def test_a_part_of_a_whole_is_asked_for_within_it(measured: Tree, target: str) -> None:
    answer = client(measured.office).get(f"{PAGE}gap/", {"target": target}, headers={"Accept-Language": "en"})
    said = f"“{target}” cannot be reached: a part of a whole lies between 0 and 100 %."
    assert answer.context["form"].errors == {"target": [said]}
    assert answer.context["gap"] is None


def test_the_course_marks_each_period_once(measured: Tree) -> None:
    x = client(measured.office).get(PAGE).context["course"].spec["layer"][-1]["encoding"]["x"]
    assert x["axis"]["values"] == [{"year": 2026, "month": 3, "date": 31}, {"year": 2026, "month": 6, "date": 30}]


def test_a_bound_target_is_aimed_at(measured: Tree) -> None:
    plan = published_plan(measured.province)
    post = acting(measured.office)
    with bound(post):
        target = Target.objects.get(plan=plan, goal__isnull=False)
        acts.bind_target(post=post, target_id=target.id, version=target.version, code=CODE, at=AT)
    aims = client(measured.office).get(PAGE).context["aims"]
    assert [(aim["phrase"], aim["asked"], aim["is_reached"], aim["expected"]) for aim in aims] == [
        (target.phrase, "90.0%", False, "")
    ]
    gap = client(measured.office).get(f"{PAGE}gap/")
    assert gap.context["gap"]["target"] == "90.0%"


def test_a_number_in_other_terms_is_no_aim(measured: Tree) -> None:
    """2,000 schools of the province are not 2,000 %, and nobody knows a county's part of them."""
    plan = published_plan(measured.province)
    post = acting(measured.office)
    with bound(post):
        target = Target.objects.get(plan=plan, goal__isnull=False)
        acts.bind_target(post=post, target_id=target.id, version=target.version, code=CODE, at=AT)
        Target.objects.filter(id=target.id).update(measure="所", value=2000)
    assert client(measured.office).get(PAGE).context["aims"] == []
    assert client(measured.office).get(PAGE, {"unit": measured.counties[0].code}).context["aims"] == []


def test_schools_on_few_records_of_people_are_withheld(measured: Tree, monkeypatch: pytest.MonkeyPatch) -> None:
    people = replace(declarations.get_table("rooms_sample"), level="person")
    monkeypatch.setattr(declarations, "_tables", {"rooms_sample": people})
    county = client(measured.counties[0])
    assert [(row["value"], row["is_withheld"]) for row in county.get(PAGE).context["below"]] == [("—", True)] * 2
    opened = county.get(f"{PAGE}opened/", {"period": PERIOD})
    assert [row["components"] for row in opened.context["below"]] == [["—", "—"]] * 2
    assert county.get(f"{PAGE}opened/", {"period": PERIOD, "unit": measured.schools[0].code}).status_code == 404
    gap = county.get(f"{PAGE}gap/", {"target": "100"})
    assert (gap.context["gap"]["list"], len(gap.context["closing"])) == (2, 1)
    assert gap.context["closing"][0]["name"] == f"{measured.counties[0].name}：2个记录较少的单位合计"


def test_what_is_shown_can_be_taken_away_and_is_journaled(measured: Tree) -> None:
    answer = client(measured.counties[0]).get(PAGE, {"format": "xlsx"})
    with CalamineWorkbook.from_filelike(BytesIO(answer.content)) as workbook:
        rows = workbook.get_sheet_by_index(0).to_python()
    assert [(row[0], row[2]) for row in rows[3:]] == [
        (measured.schools[0].name, 50.0),
        (measured.schools[1].name, 90.0),
    ]
    listed = client(measured.counties[0]).get("/monitoring/indicators/", {"format": "xlsx"})
    gap = client(measured.counties[0]).get(f"{PAGE}gap/", {"format": "docx", "target": "100"})
    assert (listed.status_code, gap.status_code) == (200, 200)
    with bound(system_post("test")):
        assert Entry.objects.filter(act="pages.export_rows").count() == 3


def test_what_is_taken_away_has_the_decimals_of_the_page(measured: Tree, catalog: Path) -> None:
    file = catalog / "indicators.yaml"
    worded = file.read_text(encoding="utf-8").replace('unit: "%"', 'unit: "%"\n  decimals: 3')
    file.write_text(worded, encoding="utf-8")
    facade.load_catalogue(at=AT)
    run_pending()
    county = client(measured.counties[0])
    assert [value for _name, value, _change in below(county.get(PAGE))] == ["50.000%", "90.000%"]
    document = Document(BytesIO(county.get(PAGE, {"format": "docx"}).content))
    rows = [[cell.text for cell in row.cells] for row in document.tables[0].rows]
    assert [(row[2], row[4]) for row in rows[1:]] == [("50.000", "+10.000"), ("90.000", "+10.000")]
