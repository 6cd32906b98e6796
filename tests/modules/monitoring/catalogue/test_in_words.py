"""Whatever ships is read in words: what is measured, of which records and of what it is made, in both languages."""

import re
from collections.abc import Iterator

import pytest
from django.utils.translation import override

from xuezheng.engines.indicators.facade import catalogued, compiled
from xuezheng.engines.lake.facade import LakeTable, option_title, tables
from xuezheng.modules.monitoring.facade import LakeReader
from xuezheng.modules.monitoring.wording import component_title, in_words

pytestmark = pytest.mark.unit


def said(language: str) -> Iterator[tuple[str, LakeTable, str]]:
    for each in catalogued():
        if each.table not in tables():
            continue
        table, read = tables()[each.table], compiled(each, fields=LakeReader().fields(each.table))
        with override(language):
            texts = [in_words(text, table) for text in (each.measure, each.where, each.meets, each.effort)]
            texts += [component_title(part, table) for part in read.components]
        yield from ((each.code, table, text) for text in texts)


def declared(table: LakeTable) -> list[str]:
    """What its columns and their options are called, the longest first."""
    options = {option_title(column.name, option) for column in table.columns for option in column.options}
    return sorted({column.title for column in table.columns} | options, key=len, reverse=True)


def test_chinese_has_no_latin_words_but_those_of_names_and_units() -> None:
    found = set()
    for code, table, text in said("zh-hans"):
        with override("zh-hans"):
            names = declared(table)
        if re.search("[A-Za-z_]", re.sub("|".join(map(re.escape, names)), "", text)):
            found.add((code, text))
    assert found == set()


def test_english_has_nothing_of_the_language_of_formulas() -> None:
    strange = re.compile(r"_|\bis null\b|\bcase\b|\bwhen\b|\bend\b|\w\(|\(\(\(", re.ASCII)
    found = set()
    for code, table, text in said("en"):
        with override("en"):
            names = declared(table)
        if strange.search(re.sub("|".join(map(re.escape, names)), "", text)):
            found.add((code, text))
    assert found == set()


def test_each_is_told_by_its_words() -> None:
    for language in ("en", "zh-hans"):
        told = [text for _code, _table, text in said(language) if text]
        assert len(told) > 400
        assert not [text for text in told if "%(" in text]


def test_formulas_are_read_in_words() -> None:
    table = tables()["school_network"]
    with override("en"):
        assert (
            in_words("share(bandwidth_mbps >= 100)", table) == "share of records where Outlet bandwidth, Mbit/s ≥ 100"
        )
        assert in_words("stage in ('primary', 'point') and urban_rural = 'rural'", table) == (
            "Stage one of (Primary school, Teaching point) and also Urban or rural = Countryside"
        )
        assert in_words("sum(no_longer_there)", table) == "sum(no_longer_there)"
        assert in_words("", table) == ""
