"""What a written unit is commonly called in full, and what kind of body it is, as far as its name and the issuer tell."""

import re
from collections.abc import Iterator, Sequence

from xuezheng.engines.papers.reading.structure import Task, UnitAlias
from xuezheng.engines.papers.reading.words import catalogue, listed

GENERIC, LOCAL = "泛指", "地方教育行政部门"
_KINDS = {
    "ministry": ("部内司局", "部直属单位"),
    "province": ("厅内处室", "厅直属单位"),
    "city": ("局内科室", "局直属单位"),
    "school": ("校内部门", "校内单位"),
}
_OFFICES = re.compile(r"(?:处|司|局|厅|办|办公室|办公厅|科|股|部|秘书处)$")
_LOCAL = re.compile(r"(?:地方|各地|各级|省级|市县|各市|各县|各区|各省|各设区).*(?:教育|部门|局|厅|委)|教育行政部门")


def aliases_of(tasks: Sequence[Task], issuer: str) -> Iterator[UnitAlias]:
    level, body, place = _issuing_body(issuer)
    for name in dict.fromkeys(unit for task in tasks for unit in task.responsible):
        yield _alias(name, level, body, place)


def _issuing_body(issuer: str) -> tuple[str, str, str]:
    """Level, what an office's full name opens with, and what a body of the place is called after."""
    if "教育部" in issuer:
        return "ministry", "教育部", "教育部"
    place = re.match(r"(?P<name>[一-鿿]{2,8}?(?P<kind>省|自治区|市|县|区))", issuer)
    if place is None:
        return "school", "", ""
    rest = re.sub(r"(?:办公室|办公厅)$", "", issuer[place.end() :])
    return ("province" if place["kind"] in ("省", "自治区") else "city"), f"{place['kind']}{rest}", place["name"]


def _alias(written: str, level: str, body: str, place: str) -> UnitAlias:
    office, attached = _KINDS[level]
    if _LOCAL.search(written):
        plain = "各地" in written or written.startswith("地方")
        whole = "地方各级教育行政部门" if plain and written.endswith("教育行政部门") else written
        return UnitAlias(written=written, name=whole, kind=LOCAL)
    if written.startswith(listed("units", "generic")) or "相关" in written:
        return UnitAlias(written=written, name=written, kind=GENERIC)
    bare = re.sub(r"^[省市厅局校]", "", written)
    if len(bare) < 3 and bare not in catalogue()["abbreviations"]:
        bare = written
    spelled = _spelled(bare)
    if _OFFICES.search(bare) and not spelled.endswith("招生办公室") and not bare.startswith(("国家", "中央")):
        name = spelled if spelled.startswith(("中国", body or "\0")) else body + spelled
        return UnitAlias(written=written, name=name, kind=office)
    opened = spelled.startswith(("中央", "中国", "国家", "人民")) or not place
    return UnitAlias(written=written, name=spelled if opened else place + spelled, kind=attached)


def _spelled(name: str) -> str:
    """The longest abbreviation that the name is or opens with, spelled out."""
    abbreviations: dict[str, str] = catalogue()["abbreviations"]
    if name in abbreviations:
        return abbreviations[name]
    for short in sorted(abbreviations, key=len, reverse=True):
        if name.startswith(short) and not name.startswith(abbreviations[short]):
            return abbreviations[short] + name[len(short) :]
    return name
