"""What holds for every list page of the house."""

import importlib
import pkgutil
from typing import Any

import pytest
from django.utils import translation

import xuezheng
from xuezheng.kernel.pages.lists import ListPage


def every_list() -> dict[str, ListPage[Any]]:
    names = [found.name for found in pkgutil.walk_packages(xuezheng.__path__, "xuezheng.") if ".web." in found.name]
    values = [value for name in names for value in vars(importlib.import_module(name)).values()]
    return {value.code: value for value in values if isinstance(value, ListPage)}


@pytest.mark.unit
@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_no_two_columns_of_a_list_are_titled_alike(language: str) -> None:
    """On paper and in an export nothing but the title tells them apart."""
    alike = {}
    with translation.override(language):
        for code, page in every_list().items():
            titles = [str(column.title) for column in page.columns]
            alike[code] = sorted({title for title in titles if titles.count(title) > 1})
    assert {code: titles for code, titles in alike.items() if titles} == {}
    assert {"units", "jobs", "plan-targets", "organisation-surveys"} <= set(alike)
