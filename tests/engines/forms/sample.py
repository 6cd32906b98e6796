"""A small form that has one of everything."""

from pathlib import Path

SAMPLE = Path(__file__).with_suffix(".yaml").read_text(encoding="utf-8")
GIVEN = {
    "classrooms": "24",
    "multimedia": "22",
    "computers": "118",
    "students": "1017",
    "access": "fibre",
    "since": "2018-03-01",
}
DEVICES = [{"name": "台式机", "count": "118", "broken": "2"}]
WITH_FILES = Path(__file__).with_name("files.yaml").read_text(encoding="utf-8")
RICH = Path(__file__).with_name("rich.yaml").read_text(encoding="utf-8")
