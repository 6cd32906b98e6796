"""The templates that ship: right in their words and codes, and filled at every level, with figures and with none."""

from itertools import product
from typing import Any

import pytest

from xuezheng.engines.indicators import facade as indicators
from xuezheng.engines.papers.bulletins import Template, bulletin_of, template_of
from xuezheng.engines.papers.writing.official import Heading, Picture, Ranking
from xuezheng.engines.papers.writing.official.paper import text_of
from xuezheng.kernel.calendar.facade import parse_period
from xuezheng.modules.monitoring.bulletins.catalogue import (
    WORDS,
    period_words,
    place_name,
    read_template,
    shipped_texts,
    words,
)
from xuezheng.modules.monitoring.bulletins.figures import FrozenNumbers

pytestmark = pytest.mark.unit
CODES = sorted(shipped_texts())
THIS = {"quarter": ("2018Q3", "2018Q2", "2017Q3"), "year": ("2018", "2017", "2016")}


def figures(template: Template, *, level: str, known: bool) -> dict[str, Any]:
    """Of an invented place with two places below, where it is no county."""
    catalogued = {definition.code: definition for definition in indicators.catalogued()}
    own, below = "cn.41.", [] if level == "county" else ["cn.41.4101.", "cn.41.4115."]
    this, last, last_year = THIS[template.periods]
    kept = {"value": "0.91" if known else None, "withheld": False, "version": 1, "run": "-"}
    codes = template.indicators()
    return {
        "words": dict.fromkeys(WORDS, "甲") | {"map": words()["levels"][level]["map"], "region": "410000"},
        "periods": {"this": this, "last": last, "last_year": last_year},
        "history": [last, this],
        "unit": own,
        "below": below,
        "units": {
            path: {"code": path[-5:-1], "name": f"{path[-5:-1]}市", "region": f"{path[-5:-1]}00"}
            for path in (own, *below)
        },
        "indicators": {
            code: {"name": catalogued[code].name_zh, "name_en": "", "unit": catalogued[code].unit_zh, "unit_en": ""}
            | {"decimals": catalogued[code].decimals, "better": catalogued[code].better}
            for code in codes
        },
        "values": {code: {period: dict.fromkeys((own, *below), kept) for period in (this, last)} for code in codes},
        "ranks": {code: {"place": 1, "among": 2} for code in codes} if known else {},
    }


@pytest.mark.parametrize("code", CODES)
def test_every_indicator_asked_for_ships_for_the_templates_periods(code: str) -> None:
    shipped, known = read_template(shipped_texts()[code]), {each.code: each for each in indicators.catalogued()}
    template_of(shipped.text, indicators=known.keys(), words=WORDS)
    assert {period for asked in shipped.template.indicators() for period in known[asked].periods} == {
        shipped.template.periods
    }


@pytest.mark.parametrize(("code", "level"), list(product(CODES, ("province", "city", "county"))))
def test_it_is_filled_at_every_level(code: str, level: str) -> None:
    template = read_template(shipped_texts()[code]).template
    paper = bulletin_of(template, FrozenNumbers(figures(template, level=level, known=True)))
    kinds = [type(block) for block in paper.blocks]
    assert (Ranking in kinds) == (Picture in kinds and level != "county") == (level != "county")
    assert len(paper.attachments) == (0 if level == "county" else 1)
    assert "{" not in "".join(text_of(block.content) for block in paper.blocks if isinstance(block, Heading))


@pytest.mark.parametrize("code", CODES)
def test_it_is_filled_where_nothing_is_known(code: str) -> None:
    template = read_template(shipped_texts()[code]).template
    paper = bulletin_of(template, FrozenNumbers(figures(template, level="province", known=False)))
    assert not any(isinstance(block, Ranking) for block in paper.blocks)
    assert paper.attachments == []


def test_names_of_places_and_periods() -> None:
    assert [place_name(name) for name in ("固始县教育局", "河南省教育厅", "教育局", "济源市教育体育局")] == [
        "固始县",
        "河南省",
        "教育局",
        "济源市",
    ]
    assert [period_words(parse_period(code)) for code in ("2018Q3", "2018", "2018-09")] == [
        "2018年第三季度",
        "2018年",
        "2018年9月",
    ]
