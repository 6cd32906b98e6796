"""What ships: record tables and indicators with names in both languages, sources, and all that targets were promised."""

from collections import Counter

import pytest
import yaml
from django.utils import translation

from xuezheng.engines.indicators.definitions import Definition
from xuezheng.engines.indicators.facade import catalogued
from xuezheng.engines.lake.facade import option_title, tables
from xuezheng.modules.plans.indicators import CATALOG as EXPECTED

pytestmark = pytest.mark.unit

TABLES = {
    "building_projects", "bureau_work", "data_quality", "devices", "funds", "information_systems", "lessons", "mobile_use",
    "school_balance", "school_courses", "school_facilities", "school_governance", "school_network", "school_resources",
    "school_services", "school_spaces", "school_training", "schools", "security_work", "software_licences", "students",
    "teachers", "university_it", "vocational_campus",
}  # fmt: skip


def test_every_option_has_a_title_of_its_own_in_both_languages() -> None:
    for table in (each for code, each in tables().items() if code in TABLES):
        for column in table.columns:
            for language in ("zh-hans", "en"):
                with translation.override(language):
                    titles = [option_title(column.name, option) for option in column.options]
                assert len({title.casefold() for title in titles}) == len(column.options), (table.code, column.name)
                assert not set(titles) & set(column.options), (table.code, column.name)
    with translation.override("en"):
        assert (option_title("degree", "master"), option_title("classroom", "master")) == (
            "Master's degree",
            "Lessons of master teachers",
        )


@pytest.fixture(scope="module")
def shipped() -> dict[str, Definition]:
    return {each.code: each for each in catalogued() if each.table in TABLES}


def test_every_table_is_read_by_an_indicator(shipped: dict[str, Definition]) -> None:
    assert set(tables()) >= TABLES
    assert {each.table for each in shipped.values()} == TABLES


def test_records_of_people_are_declared_as_such_and_measured_from_counties_up(shipped: dict[str, Definition]) -> None:
    of_people = {code for code in TABLES if tables()[code].is_of_people}
    assert of_people == {"students", "teachers"}
    assert {each.level_min for each in shipped.values() if each.table in of_people} == {"county"}


def test_whatever_targets_expect_is_measured_by_the_same_code_and_name(shipped: dict[str, Definition]) -> None:
    expected = yaml.safe_load(EXPECTED.read_text(encoding="utf-8"))["indicators"]
    promised = {entry["code"]: (entry["name"]["zh"], entry["name"]["en"]) for entry in expected}
    assert len(promised) > 40
    found = {code: (shipped[code].name_zh, shipped[code].name_en) for code in promised if code in shipped}
    assert found == promised


def test_each_has_its_own_names_a_source_and_a_regulation(shipped: dict[str, Definition]) -> None:
    assert len(shipped) >= 60
    for names in ([each.name_zh for each in shipped.values()], [each.name_en for each in shipped.values()]):
        assert [name for name, times in Counter(names).items() if times > 1 or not name.strip()] == []
    lacking = [
        code
        for code, each in shipped.items()
        if not (each.source_zh and each.source_en and each.regulation and each.regulation_date)
    ]
    assert lacking == []


def test_indicators_are_of_the_periods_of_their_tables(shipped: dict[str, Definition]) -> None:
    assert {code for code, each in shipped.items() if each.periods != (tables()[each.table].periods,)} == set()


def test_the_university_standard_has_51_observations_in_6_dimensions_and_600_points() -> None:
    observed = [column for column in tables()["university_it"].columns if column.type == "decimal"]
    points: Counter[str] = Counter()
    for column in observed:
        points[column.name.partition("_")[0]] += int(column.most or 0)
    assert len(observed) == 51
    assert points == {
        "infrastructure": 80,
        "platform": 90,
        "resources": 80,
        "teaching": 150,
        "governance": 100,
        "security": 100,
    }
    assert len({column.title_zh.partition("·")[0] for column in observed}) == 17
