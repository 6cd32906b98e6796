"""The personal-data register: complete, in both languages, for those who may read it."""

import pytest
from django.test import Client
from django.utils import translation

from tests.architecture.model_checks import our_models
from tests.factories import Tree, make_post
from tests.web import signed_in
from xuezheng.kernel.pages.tables import read_table
from xuezheng.kernel.people.privacy_register import register_lines
from xuezheng.kernel.people.web.privacy import COLUMNS


@pytest.mark.unit
def test_every_declaration_has_its_line() -> None:
    declared = {
        (model._meta.db_table, field) for model in our_models() for field in getattr(model, "personal_data", {})
    }
    assert {(line.table, line.field) for line in register_lines()} == declared


@pytest.mark.unit
def test_every_line_reads_in_chinese() -> None:
    with translation.override("zh-hans"):
        lines = register_lines()
    latin = [
        text
        for line in lines
        for text in (line.table_title, line.field_title, line.category, line.retention, line.basis)
        if not any("\u4e00" <= letter <= "\u9fff" for letter in text)
    ]
    assert latin == [], "add these to people/privacy_register.py and its catalogue"


@pytest.mark.integration
@pytest.mark.django_db
def test_the_page_and_its_exports_are_for_those_who_may() -> None:
    tree = Tree()
    auditor = signed_in(Client(), make_post(tree.counties[0], role="auditor"))
    page = auditor.get("/privacy/").content.decode()
    assert "people_person.phone" in page
    table = read_table(auditor.get("/privacy/?format=xlsx").content, filename="p.xlsx", columns=COLUMNS)
    assert len(table.rows) == len(register_lines())
    assert "people_person.phone" in auditor.get("/privacy/?format=csv").content.decode("utf-8-sig")
    officer = signed_in(Client(), make_post(tree.counties[0], role="officer"))
    assert officer.get("/privacy/").status_code == 403
