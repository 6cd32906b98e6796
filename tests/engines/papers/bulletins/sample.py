"""Numbers of an invented city for the sample template: some high, one missing, one with no quarter before."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from pathlib import Path

from xuezheng.engines.papers.bulletins import Indicator, Number, Period, Place, Rank

TEMPLATE = Path(__file__).with_name("three_links.yaml")
INDICATORS = {
    "network_share": Indicator(code="network_share", name="联网率", unit="%", decimals=1),
    "multimedia_rooms": Indicator(code="multimedia_rooms", name="多媒体教室", unit="间"),
    "space_share": Indicator(code="space_share", name="空间开通率", unit="%", decimals=1),
}
WORDS = {
    "unit": "平原市",
    "issuer": "平原市教育局",
    "period": "2018年第三季度",
    "day": "2018年9月30日",
    "number": "平教〔2018〕27号",
    "recipients": "各县（市、区）教育局",
    "copies": "平原省教育厅",
    "since": "上季度",
    "region": "411500",
}
VALUES: dict[tuple[str, str], Decimal | float | None] = {
    ("network_share", "this"): Decimal("0.9451"),
    ("network_share", "last"): Decimal("0.9304"),
    ("multimedia_rooms", "this"): 12345,
    ("multimedia_rooms", "last"): 12001,
    ("space_share", "this"): 0.62,
    ("space_share", "last"): 0.625,
    ("space_share", "last_year"): None,
}
PLACES: dict[str, Sequence[tuple[str, str, Decimal | float | None, Decimal | float | None]]] = {
    "network_share": [
        ("411521", "甲县", Decimal("0.991"), Decimal("0.98")),
        ("411522", "乙县", Decimal("0.95"), Decimal("0.95")),
        ("411523", "丙县", None, Decimal("0.9")),
        ("411524", "丁县", Decimal("0.9502"), None),
        ("411525", "戊县", Decimal("0.88"), Decimal("0.9")),
    ],
    "multimedia_rooms": [("411521", "甲县", 4000, 3900), ("411522", "乙县", 8345, 8101)],
    "space_share": [],
}


@dataclass(frozen=True, kw_only=True)
class SampleNumbers:
    """Follows the protocol `Numbers`; every value's reference says which it is."""

    words: Mapping[str, str] = field(default_factory=lambda: WORDS)
    values: Mapping[tuple[str, str], Decimal | float | None] = field(default_factory=lambda: VALUES)
    places_of: Mapping[str, Sequence[tuple[str, str, Decimal | float | None, Decimal | float | None]]] = field(
        default_factory=lambda: PLACES
    )
    ranks: Mapping[str, Rank] = field(
        default_factory=lambda: {"network_share": Rank(place=3, among=18, reference="rank/network_share")}
    )

    def word(self, name: str) -> str | None:
        return self.words.get(name)

    def indicator(self, code: str) -> Indicator | None:
        return INDICATORS.get(code)

    def value(self, code: str, *, period: Period = "this") -> Number:
        return Number(value=self.values.get((code, period)), reference=f"{code}/{period}")

    def places(self, code: str, *, period: Period = "this") -> Sequence[Place]:
        return [
            Place(
                code=place,
                name=name,
                number=Number(value=now if period == "this" else last, reference=f"{code}/{place}"),
            )
            for place, name, now, last in self.places_of.get(code, ())
        ]

    def rank(self, code: str) -> Rank:
        return self.ranks.get(code, Rank(place=None, among=0))

    def history(self, code: str) -> Sequence[tuple[str, Number]]:
        return [("第二季度", self.value(code, period="last")), ("第三季度", self.value(code))]


def without(numbers: SampleNumbers, *codes: str) -> SampleNumbers:
    """The same with no value for these."""
    values = {key: None if key[0] in codes else value for key, value in numbers.values.items()}
    places = {code: () if code in codes else found for code, found in numbers.places_of.items()}
    ranks = {code: rank for code, rank in numbers.ranks.items() if code not in codes}
    return replace(numbers, values=values, places_of=places, ranks=ranks)
