"""The standards that come with the platform: what is looked at, by which items, by how many experts, with which grades."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from xuezheng.kernel.catalogues.entries import Entry, Words, read_file
from xuezheng.kernel.units.kinds import KINDS
from xuezheng.modules.assessment.weighing import Grade, Rules

FOLDER = Path(__file__).parent / "catalog"
SUBJECTS = {
    "universities": _("universities"),
    "lessons": _("lessons in information technology"),
    "government": _("duties of governments"),
    "schools": _("quality of schools"),
}
PERIODS = ("any", "year", "term", "quarter", "month")


@dataclass(frozen=True, kw_only=True)
class Item:
    """`field` is what the unit answers in the form, `points_field` the points it gives itself, `indicator` stands beside."""

    code: str
    section: Words
    title: Words
    full: Decimal
    field: str = ""
    points_field: str = ""
    indicator: str = ""


@dataclass(frozen=True, kw_only=True)
class Standard:
    """`form` is the code of the self-evaluation's form; empty where the units are only looked at."""

    code: str
    title: Words
    about: Words
    subject: str
    form: str
    periods: str
    units: tuple[str, ...]
    rules: Rules
    items: tuple[Item, ...]

    @property
    def full(self) -> Decimal:
        return sum((item.full for item in self.items), Decimal(0))


@cache
def standards() -> Mapping[str, Standard]:
    found = [_standard(read_file(path)) for path in sorted((FOLDER / "standards").glob("*.yaml"))]
    return {one.code: one for one in found}


@cache
def fields_of_work() -> Mapping[str, Words]:
    entries = read_file(FOLDER / "fields.yaml").only("source", "date", "fields")
    return {entry.code(): entry.words("title") for entry in entries.each("fields")}


def _standard(entry: Entry) -> Standard:
    entry.only(
        "code", "title", "about", "subject", "form", "periods", "units", "experts", "outlier", "grades", "sections"
    )
    return Standard(
        code=entry.code(),
        title=entry.words("title"),
        about=entry.words("about"),
        subject=entry.choice("subject", tuple(SUBJECTS)),
        form=entry.text("form", ""),
        periods=entry.choice("periods", PERIODS),
        units=tuple(_kind(one) for one in entry.each("units")),
        rules=_rules(entry),
        items=tuple(
            _item(item, section.words("title")) for section in entry.each("sections") for item in section.each("items")
        ),
    )


def _kind(entry: Entry) -> str:
    kind = entry.as_text()
    if kind not in KINDS:
        raise entry.mistake(_("“%(kind)s” is no kind of unit.") % {"kind": kind})
    return kind


def _rules(entry: Entry) -> Rules:
    experts, outlier = entry.at("experts").only("least", "most_units"), entry.at("outlier").only("from", "beyond")
    grades = tuple(
        Grade(
            code=one.code(), title_zh=one.words("title").zh, title_en=one.words("title").en, least=_share(one, "from")
        )
        for one in entry.each("grades")
    )
    return Rules(
        experts_least=experts.whole("least", 1),
        most_units=experts.whole("most_units", 20),
        outlier_from=outlier.whole("from", 3),
        outlier_beyond=_share(outlier, "beyond"),
        grades=tuple(sorted(grades, key=lambda grade: -grade.least)),
    )


def _share(entry: Entry, key: str) -> Decimal:
    found = entry.number(key)
    if found is None or not 0 <= found <= 1:
        raise entry.mistake(_("“%(key)s” is a share between 0 and 1.") % {"key": key})
    return found


def _item(entry: Entry, section: Words) -> Item:
    entry.only("code", "title", "full", "field", "points", "indicator")
    full = entry.number("full")
    if full is None or full <= 0:
        raise entry.mistake(_("An item has full points above 0."))
    return Item(
        code=entry.code(),
        section=section,
        title=entry.words("title"),
        full=full,
        field=entry.text("field", ""),
        points_field=entry.text("points", ""),
        indicator=entry.text("indicator", ""),
    )
