"""The lake for programs: rows loaded and read within the scope, files checked, groups counted."""

from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from tests.engines.lake.test_lake import PERIOD, ROOMS, load, pupil, rooms_seen, row
from tests.factories import Tree, acting, make_post
from tests.web import client_of
from xuezheng.kernel.units.models import Unit

pytestmark = [pytest.mark.integration, pytest.mark.django_db]
PLACE = f"/api/v1/lake/tables/{ROOMS}"


def at(unit: Unit, role: str = "administrator") -> Client:
    return client_of(make_post(unit, role=role))


def sent(client: Client, place: str, body: dict[str, Any]) -> Any:
    return client.post(place, body, content_type="application/json")


def test_rows_are_loaded_and_read_page_by_page(tree: Tree, lake: Path) -> None:
    province = at(tree.office)
    rows = [row(school, number) for number, school in enumerate(tree.schools)]
    dry = sent(province, f"{PLACE}/rows", {"period": PERIOD, "rows": rows, "source": "test", "dry_run": True}).json()
    assert (dry["accepted"], dry["snapshot"]) == (8, None)
    loaded = sent(province, f"{PLACE}/rows", {"period": PERIOD, "rows": rows, "source": "test"}).json()
    assert (loaded["accepted"], loaded["snapshot"], loaded["cells"]) == (8, 1, [])
    first = province.get(f"{PLACE}/rows?period={PERIOD}&limit=5").json()
    second = province.get(f"{PLACE}/rows", {"period": PERIOD, "limit": 5, "cursor": first["next"]}).json()
    assert [item["rooms"] for item in (*first["items"], *second["items"])] == list(range(8))
    assert second["next"] is None
    own = at(tree.counties[1]).get(f"{PLACE}/rows?period={PERIOD}").json()["items"]
    assert [item["rooms"] for item in own] == [2, 3]


def test_a_wrong_row_is_told_and_nothing_written(tree: Tree, lake: Path) -> None:
    county = at(tree.counties[0])
    rows = [row(tree.schools[0], "many"), row(tree.schools[5])]
    told = sent(county, f"{PLACE}/rows", {"period": PERIOD, "rows": rows, "source": "test"}).json()
    assert [(cell["row"], cell["column"], cell["value"]) for cell in told["cells"]] == [
        (1, "教室数", "many"),
        (2, "学校代码", tree.schools[5].code),
    ]
    assert (told["snapshot"], rooms_seen(acting(tree.counties[0]))) == (None, {})


def test_a_misspelt_column_is_refused_instead_of_being_lost(tree: Tree, lake: Path) -> None:
    county = at(tree.counties[0])
    rows = [row(tree.schools[0], 4), {**row(tree.schools[1], 5), "aera": 12}]
    answer = sent(county, f"{PLACE}/rows", {"period": PERIOD, "rows": rows, "source": "test"})
    assert (answer.status_code, answer.json()["errors"]) == (
        422,
        [{"field": "columns", "detail": "该表没有“aera”列。"}],
    )
    assert rooms_seen(acting(tree.counties[0])) == {}


def test_a_file_is_checked_then_loaded(tree: Tree, lake: Path) -> None:
    county = at(tree.counties[0])
    body = f"school,rooms\n{tree.schools[0].code},4\n".encode()
    place = f"{PLACE}/uploads?period={PERIOD}&name=rooms.csv"
    made = county.post(place, body, content_type="application/octet-stream")
    assert (made.status_code, made.json()["state"], made.json()["wrong"]) == (201, "checked", 0)
    upload = f"/api/v1/lake/uploads/{made.json()['id']}"
    assert at(tree.counties[1]).get(upload).status_code == 404
    assert county.post(f"{upload}/load").json()["state"] == "loaded"
    assert county.post(f"{upload}/load").status_code == 409
    assert county.get(f"{upload}/problems").json() == []
    assert rooms_seen(acting(tree.counties[0])) == {tree.schools[0].code: 4}


@pytest.mark.parametrize(
    ("column", "given", "met"),
    [
        ("rooms", 12, 1),
        ("rooms", "+12", 1),
        ("area", "12.5", 1),
        ("area", 12, 0),
        ("stage", "primary", 1),
        ("stage", "小学", 1),
        ("built", "2018-09-30", 1),
        ("built", "2018/9/30", 1),
        ("wireless", True, 1),
        ("wireless", "否", 0),
        ("school", 5, 0),
        ("unit_code", 5, 0),
        ("period", PERIOD, 1),
    ],
)
def test_a_condition_is_read_as_its_column(
    tree: Tree, lake: Path, column: str, given: str | int | bool, met: int
) -> None:
    values = {"area": "12.5", "stage": "primary", "built": "2018-09-30", "wireless": True}
    load(acting(tree.counties[0]), [row(tree.schools[0], 12, **values)])
    asked = {"periods": [PERIOD], "by": ["school"], "where": [{"column": column, "equals": given}]}
    answer = sent(at(tree.counties[0]), f"{PLACE}/aggregate", asked)
    assert (answer.status_code, len(answer.json().get("items", ""))) == (200, met)


@pytest.mark.parametrize(
    ("column", "given", "told"),
    [
        ("rooms", "abc", "“abc”不能是“rooms”列的值。应为整数，如12。"),
        ("rooms", True, "“True”不能是“rooms”列的值。应为整数，如12。"),
        ("area", "1e400", "“1e400”不能是“area”列的值。应为至多四位小数的数，如12.5。"),
        ("stage", "senior", "“senior”不能是“stage”列的值。应为下列之一：小学、初中。"),
        ("built", 2018, "“2018”不能是“built”列的值。应为日期，如2018-09-30。"),
        ("wireless", "perhaps", "“perhaps”不能是“wireless”列的值。应为是或否。"),
    ],
)
def test_a_condition_that_no_value_of_its_column_meets_is_refused(
    tree: Tree, lake: Path, column: str, given: str | int | bool, told: str
) -> None:
    asked = {"periods": [PERIOD], "by": ["school"], "where": [{"column": column, "equals": given}]}
    answer = sent(at(tree.counties[0]), f"{PLACE}/aggregate", asked)
    assert (answer.status_code, answer.json()["errors"]) == (422, [{"field": "where", "detail": told}])


def test_a_cell_that_is_a_list_is_refused_instead_of_being_written_as_text(tree: Tree, lake: Path) -> None:
    rows = [row(tree.schools[0], 4), row(tree.schools[1], 5, stage=["primary"])]
    answer = sent(at(tree.counties[0]), f"{PLACE}/rows", {"period": PERIOD, "rows": rows, "source": "test"})
    assert answer.status_code == 422
    assert {error["field"].partition(".stage")[0] for error in answer.json()["errors"]} == {"rows.1"}


def test_who_may_not_is_refused(tree: Tree, lake: Path) -> None:
    auditor, teacher = at(tree.counties[0], "auditor"), at(tree.counties[0], "teacher")
    body = {"period": PERIOD, "rows": [row(tree.schools[0])], "source": "test"}
    assert sent(auditor, f"{PLACE}/rows", body).status_code == 403
    assert teacher.get("/api/v1/lake/tables").status_code == 403
    assert auditor.get("/api/v1/lake/uploads").status_code == 403


def test_people_are_counted_and_never_listed(tree: Tree, lake: Path) -> None:
    people = [pupil(number, tree.schools[0], 1 + number % 2, True) for number in range(16)]
    load(acting(tree.counties[0]), [*people, pupil(99, tree.schools[0], 3, True)], table="pupils_sample")
    county, place = at(tree.counties[0]), "/api/v1/lake/tables/pupils_sample"
    assert county.get(f"{place}/rows?period={PERIOD}").status_code == 403
    asked = {"periods": [PERIOD], "by": ["grade"], "figures": [{"kind": "sum", "column": "hours"}]}
    groups = sent(county, f"{place}/aggregate", asked).json()["items"]
    assert sorted(
        (group["grade"], group["people"], group["sum_hours"]) for group in groups if not group["suppressed"]
    ) == [(2, 8, 16)]
    assert len(groups) == 3
    tables = county.get("/api/v1/lake/tables").json()
    assert [(table["code"], table["level"], table["periods"]) for table in tables] == [
        ("pupils_sample", "person", [PERIOD]),
        (ROOMS, "unit", []),
    ]
    snapshots = county.get(f"{place}/snapshots").json()["items"]
    assert [(snapshot["number"], snapshot["rows"]) for snapshot in snapshots] == [(1, 17)]


def test_no_rows_at_all_do_not_empty_a_county(tree: Tree, lake: Path) -> None:
    load(acting(tree.counties[0]), [row(tree.schools[0], 3)])
    answer = sent(at(tree.counties[0]), f"{PLACE}/rows", {"period": PERIOD, "rows": [], "source": "test"})
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "rows")
    assert rooms_seen(acting(tree.counties[0])) == {tree.schools[0].code: 3}
