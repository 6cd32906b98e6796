"""Reading definitions: what is taken, and what is refused with file, line and reason."""

from datetime import date
from pathlib import Path

import pytest

from tests.engines.indicators.scene import CATALOG, FolderReader
from xuezheng.engines.indicators.facade import Compiled, Definition, DefinitionIsRefused, read_catalogs

pytestmark = pytest.mark.unit


def read(text: str, folder: Path) -> list[Compiled]:
    file = folder / "network.yaml"
    file.write_text(text, encoding="utf-8")
    return read_catalogs([file], tables=FolderReader(folder))


def test_taken(tmp_path: Path) -> None:
    found = {each.definition.code: each for each in read(CATALOG, tmp_path)}
    broadband = found["broadband"].definition
    assert (broadband.name_zh, broadband.is_percent, broadband.by) == ("宽带达标学校", True, ("urban_rural",))
    assert (broadband.regulation, broadband.regulation_date) == ("工作要点", date(2018, 3, 1).isoformat())
    assert found["median_size"].definition.unit_en == "pupils"
    assert found["broadband"].meets is not None
    assert Definition.from_dict(broadband.as_dict()) == broadband


GOOD = """
- code: broadband
  name: {zh: 宽带, en: Broadband}
  table: schools
  measure: share(bandwidth >= 100)
  better: higher
  periods: [quarter]
"""


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        (GOOD.replace("  table: schools\n", ""), 2, "table: This is needed."),
        (GOOD.replace("table: schools", "table: school"), 4, "table: There is no table “school”."),
        (GOOD.replace("bandwidth", "bandwith"), 5, "There is no field “bandwith”. Is bandwidth meant?"),
        (GOOD.replace("share(bandwidth >= 100)", "|\n    share(\n      bandwith > 1)"), 7, "Line 2, column 3"),
        (GOOD + "  where: bandwidth\n", 8, "here stands yes or no"),
        (GOOD + "  effort: stage\n", 8, "here stands a number"),
        (GOOD + "  meets: bandwidth\n", 8, "here stands yes or no"),
        (GOOD + "  by: [students]\n", 8, "by: “students” is no column of texts"),
        (GOOD + "  by: [stage, urban_rural, stage]\n", 8, "by: “stage” stands here twice."),
        (GOOD + "  by:\n    - stage\n    - students\n", 10, "by: “students” is no column of texts"),
        (GOOD + "  better: lower\n", 8, "This is not YAML at column 3: the key “better” stands here twice."),
        (GOOD.replace("zh: 宽带", "zh: 宽带, zh: 带宽"), 3, "the key “zh” stands here twice."),
        (GOOD + "  colour: red\n", 8, "colour: There is no such key."),
        (GOOD.replace("higher", "upward"), 6, "better: One of higher, lower."),
        (GOOD.replace("quarter", "week"), 7, "periods: One of year"),
        (
            GOOD.replace("quarter", "year"),
            7,
            "periods: “schools” is kept by quarter, so that nothing is computed by year.",
        ),
        (GOOD.replace("[quarter]", "\n    - quarter\n    - month"), 9, "nothing is computed by month."),
        (GOOD.replace("share(bandwidth >= 100)", "sum(students) / 0"), 5, "measure: It divides by 0"),
        (GOOD.replace("share(bandwidth >= 100)", "avg(students / (2 - 2))"), 5, "measure: It divides by 0"),
        (GOOD.replace("share(bandwidth >= 100)", "sum(students) / nullif(0, 0)"), 5, "measure: It divides by 0"),
        (GOOD + "  where: students / 0 > 1\n", 8, "where: It divides by 0"),
        (GOOD + "  effort: classrooms * 2 / 0.0\n", 8, "effort: It divides by 0"),
        (GOOD + "  meets: bandwidth / -0 > 1\n", 8, "meets: It divides by 0"),
        (GOOD.replace("{zh: 宽带, en: Broadband}", "Broadband"), 3, "name: Here stand zh and en."),
        (GOOD.replace("zh: 宽带, en: Broadband", "zh: 宽带, en: "), 3, "name: This is needed."),
        (GOOD.replace("zh: 宽带", "zh: [宽带]"), 3, "name: Here stands one text."),
        (GOOD.replace("share(bandwidth >= 100)", "[share(bandwidth >= 100)]"), 5, "measure: Here stands one text."),
        (GOOD.replace("code: broadband", "code: Broad-Band"), 2, "code: A code has"),
        (GOOD + "  decimals: 9\n", 8, "decimals: A whole number from 0 to 6."),
        (GOOD + "  regulation: 工作要点\n", 8, "regulation: Here stand name and date."),
        (
            GOOD + "  regulation:\n    date: 2018-03-01\n    nme: 工作要点\n",
            10,
            "regulation: There is no such key “nme”.",
        ),
        (GOOD + "  regulation: {name: 工作要点, date: 2018-13-01}\n", 8, "regulation: This value cannot be read."),
        (GOOD + "  ? [a]\n  : b\n", 9, "There is no such key."),
        (GOOD.replace("schools", "&x schools"), 4, "names with & and * are not used here."),
        (GOOD + "  by: " + "[" * 100_000, 8, "nested too deep"),
        (GOOD + GOOD, 9, "“broadband” is defined already."),
        ("broadband: {}\n", 1, "A catalogue is a list"),
        ("- broadband\n", 1, "A definition has keys"),
        ("- code: [\n", 2, "This is not YAML at column"),
    ],
)
def test_refused(text: str, line: int, reason: str, tmp_path: Path) -> None:
    with pytest.raises(DefinitionIsRefused) as caught:
        read(text, tmp_path)
    refusal = caught.value
    assert reason in refusal.reason
    assert (refusal.file, refusal.line) == ("network.yaml", line)
    assert str(refusal) == f"network.yaml, line {line}: {refusal.reason}"
