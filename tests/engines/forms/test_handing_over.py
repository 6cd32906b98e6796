"""What a form hands over must fit its record table: each mistake is told with its line, its field and its column."""

from pathlib import Path

import pytest

from xuezheng.engines.forms.declaring import declare_form
from xuezheng.engines.forms.handing_over.fitting import unfit
from xuezheng.engines.lake import declarations
from xuezheng.kernel.catalogues.entries import Mistake

pytestmark = pytest.mark.unit
ROOMS = """\
code: rooms_fed
name: {zh: 教室, en: Rooms}
about: {zh: 每校一行, en: One row a school}
periods: quarter
level: unit
key: [school]
unit: school
columns:
  - {name: school, type: text, title: {zh: 学校代码, en: School}, required: true}
  - {name: rooms, type: integer, title: {zh: 教室数, en: Rooms}, required: true, least: 0, most: 500}
  - {name: area, type: decimal, title: {zh: 面积, en: Area}}
  - {name: stage, type: text, title: {zh: 学段, en: Stage}, options: [primary, junior]}
  - {name: built, type: date, title: {zh: 建成日期, en: Built}}
"""
DEVICES = """\
code: devices_fed
name: {zh: 设备, en: Devices}
about: {zh: 每台一行, en: One row a device}
periods: quarter
level: unit
key: [school, number]
unit: school
columns:
  - {name: school, type: text, title: {zh: 学校代码, en: School}, required: true}
  - {name: number, type: text, title: {zh: 编号, en: Number}, required: true}
"""
PUPILS = ROOMS.replace("rooms_fed", "pupils_fed").replace("level: unit", "level: person")
FORM = """\
code: fed
title: {zh: 表, en: Form}
periods: quarter
units: [primary]
into:
  table: rooms_fed
  columns:
    rooms: rooms
    area: area
    stage: stage
    built: built
sections:
  - code: one
    title: {zh: 节, en: Section}
    fields:
      - {code: rooms, title: {zh: 教室, en: Rooms}, least: 0, most: 400}
      - {code: area, title: {zh: 面积, en: Area}, answer: decimal}
      - {code: stage, title: {zh: 学段, en: Stage}, answer: choice, options: [{code: primary, title: {zh: 小学, en: Primary}}]}
      - {code: built, title: {zh: 建成, en: Built}, answer: date}
      - {code: words, title: {zh: 说明, en: Words}, answer: text}
    tables:
      - code: devices
        title: {zh: 设备, en: Devices}
        into: {table: devices_fed, columns: {number: number}}
        columns:
          - {code: number, title: {zh: 编号, en: Number}, answer: text}
"""


@pytest.fixture(autouse=True)
def catalog(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, text in (("rooms", ROOMS), ("devices", DEVICES), ("pupils", PUPILS)):
        (tmp_path / f"{name}.yaml").write_text(text, encoding="utf-8")
    monkeypatch.setattr(declarations, "_tables", {})
    declarations.register_catalog(tmp_path)


def told(old: str, new: str) -> list[str]:
    assert FORM.count(old) >= 1
    return [str(mistake) for mistake in unfit(declare_form(FORM.replace(old, new)))]


def test_a_form_that_fits_says_what_it_feeds() -> None:
    form = declare_form(FORM)
    assert unfit(form) == []
    assert [(feed.into.table, feed.table.code if feed.table else "") for feed in form.feeds] == [
        ("rooms_fed", ""), ("devices_fed", "devices"),
    ]  # fmt: skip
    assert form.into is not None
    assert form.into.columns == {"rooms": "rooms", "area": "area", "stage": "stage", "built": "built"}


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("table: rooms_fed", "table: nothing", "fed.yaml, line 6: There is no record table “nothing”."),
        ("table: rooms_fed", "table: pupils_fed", "fed.yaml, line 6: “Rooms” holds records of people."),
        ("periods: quarter", "periods: year", "fed.yaml, line 6: “Rooms” comes once a quarter, the form once a year."),
        ("    rooms: rooms\n", "", "fed.yaml, line 6: “Rooms” cannot do without these columns, which no field fills: rooms."),
        ("    area: area", "    size: area", "fed.yaml, line 9: “size” is no column of “Rooms” that a form can fill."),
        ("    area: area", "    school: words", "fed.yaml, line 9: “school” is no column of “Rooms” that a form can fill."),
        (
            "    built: built", "    built: words",
            "fed.yaml, line 11: “Words” (words) answers with text, the column built takes a day.",
        ),
        (
            "least: 0, most: 400", "least: 0",
            "fed.yaml, line 8: “Rooms” (rooms) needs bounds within those of rooms: 0 to 500.",
        ),
        (
            "least: 0, most: 400", "least: 0, most: 400, need: expected",
            "fed.yaml, line 8: “Rooms” (rooms) may stay empty, the column rooms may not.",
        ),
        (
            "{code: primary, title", "{code: senior, title",
            "fed.yaml, line 10: “Stage” (stage) can be answered with what stage does not take: senior.",
        ),
        (
            "answer: decimal}", "answer: decimal, decimals: 6}",
            "fed.yaml, line 9: “Area” (area) has 6 decimals; a record table keeps 4.",
        ),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_told_with_its_line(old: str, new: str, sentence: str) -> None:
    assert sentence in told(old, new)


def test_a_tables_rows_need_the_tables_key() -> None:
    assert told("{number: number}", "{label: number}") == [
        "fed.yaml, line 24: “Devices” cannot do without these columns, which no field fills: number.",
        "fed.yaml, line 24: “label” is no column of “Devices” that a form can fill.",
    ]


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("    area: area", "    area: nothing", "“nothing” is no field here whose answers could be handed over."),
        ("    area: area", "    area: number", "“number” is no field here whose answers could be handed over."),
        ("table: devices_fed", "table: rooms_fed", "Two parts of the form are handed over into “rooms_fed”."),
    ],
)
def test_what_cannot_be_read_is_refused(old: str, new: str, sentence: str) -> None:
    with pytest.raises(Mistake) as refused:
        declare_form(FORM.replace(old, new))
    assert str(refused.value.reason) == sentence
