"""Rows of a form's table become rows of a record table; sums over them are the report's; who gives a key twice is left out."""

from pathlib import Path
from typing import Any

import pytest

from tests.factories import Tree, acting
from tests.jobs import run_pending
from tests.modules.monitoring.reported import AT, PERIOD, TABLE, Reported
from xuezheng.engines.forms.actions.reporting import save_answers, submit_report
from xuezheng.engines.lake import declarations
from xuezheng.engines.lake import facade as lake_facade
from xuezheng.kernel.journal.models import Entry
from xuezheng.kernel.scope.acting import system_post
from xuezheng.kernel.scope.binding import bound
from xuezheng.kernel.units.models import Unit

pytestmark = [pytest.mark.integration, pytest.mark.usefixtures("lake")]
DEVICES = """\
code: devices_sample
name: {zh: 设备样表, en: Devices}
about: {zh: 每台一行, en: One row a device}
periods: quarter
level: unit
key: [school, number]
unit: school
columns:
  - {name: school, type: text, title: {zh: 学校代码, en: School}, required: true}
  - {name: number, type: text, title: {zh: 设备编号, en: Number}, required: true}
  - {name: value, type: decimal, title: {zh: 价值, en: Value}}
  - {name: works, type: boolean, title: {zh: 可用, en: Works}}
  - {name: bought, type: date, title: {zh: 购置日期, en: Bought}}
  - {name: sort, type: text, title: {zh: 类型, en: Sort}, options: [board, tablet]}
"""
FORM = """\
code: devices_quarter
title: {zh: 设备季报, en: Devices by quarter}
periods: quarter
units: [primary]
into: {table: rooms_sample, columns: {rooms: counted, multimedia: listed}}
sections:
  - code: rooms
    title: {zh: 教室, en: Rooms}
    fields:
      - {code: counted, title: {zh: 设备台数, en: Devices counted}, computed: "sum_of_devices_pieces"}
      - {code: listed, title: {zh: 设备行数, en: Devices listed}, computed: "rows_of_devices"}
    tables:
      - code: devices
        title: {zh: 设备, en: Devices}
        into: {table: devices_sample, columns: {number: label, value: worth, works: running, bought: day, sort: sort}}
        columns:
          - {code: label, title: {zh: 编号, en: Label}, answer: text}
          - {code: pieces, title: {zh: 台数, en: Pieces}}
          - {code: price, title: {zh: 单价, en: Price}, answer: decimal}
          - {code: worth, title: {zh: 金额, en: Worth}, answer: decimal, computed: "pieces * price"}
          - {code: running, title: {zh: 运行, en: Running}, answer: boolean, need: optional}
          - {code: day, title: {zh: 日期, en: Day}, answer: date, need: optional}
          - {code: sort, title: {zh: 类型, en: Sort}, answer: choice, need: optional,
             options: [{code: board, title: {zh: 白板, en: board}}, {code: tablet, title: {zh: 平板, en: tablet}}]}
"""


def submit(scene: Reported, school: Unit, devices: list[dict[str, Any]]) -> None:
    post, report = acting(school, role="cio"), scene.report(school)
    with bound(post):
        saved = save_answers(
            post=post, report_id=report.id, changes={"devices": devices}, based_on={"devices": []}, at=AT
        )
        assert saved.refused == []
        submit_report(post=post, report_id=report.id, version=saved.report.version, at=AT)


def rows(table: str) -> list[dict[str, Any]]:
    post = system_post("test", permissions=frozenset({"lake.read"}))
    with bound(post):
        found = lake_facade.to_arrow(lake_facade.read(post=post, table=table, periods=[PERIOD]))
    return sorted(
        (
            {name: str(value) for name, value in line.items() if name not in {"period", "unit_code", "unit_path"}}
            for line in found.to_pylist()
        ),
        key=str,
    )


def test_rows_of_a_form_become_rows_of_a_record_table(tree: Tree, catalog: Path) -> None:
    (catalog / "tables" / "devices.yaml").write_text(DEVICES, encoding="utf-8")
    declarations.register_catalog(catalog / "tables")
    scene = Reported(tree, {}, text=FORM)
    first, second = tree.schools[:2]
    device = {"label": "A1", "pieces": "3", "price": "1200.5", "running": "true", "day": "2018-03-01"}
    submit(scene, first, [device, {**device, "label": "A2", "pieces": "1", "running": "", "day": ""}])
    submit(scene, second, [device, device])
    scene.pass_on(tree.counties[0])
    scene.pass_on(tree.cities[0])
    scene.accept(first, second)
    run_pending()
    assert rows("devices_sample") == [
        {
            "school": first.code,
            "number": "A1",
            "value": "3601.5000",
            "works": "True",
            "bought": "2018-03-01",
            "sort": "None",
        },
        {"school": first.code, "number": "A2", "value": "1200.5000", "works": "None", "bought": "None", "sort": "None"},
    ]
    assert rows(TABLE) == [
        {"school": first.code, "rooms": "4", "multimedia": "2"},
        {"school": second.code, "rooms": "6", "multimedia": "2"},
    ]
    with bound(system_post("test")):
        entry = Entry.objects.get(act="forms.hand_over_reports")
    assert entry.after == {"handed_over": 4, "taken_out": 0, "left_out": 1}
