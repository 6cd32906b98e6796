"""The office words definitions and templates anew: on a page, compared first, and as a package would bring them."""

from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries
from pytest_django.fixtures import Settings

from tests.factories import AT, Tree, acting, make_post
from tests.web import client_of
from xuezheng.engines.indicators.models import IndicatorVersion
from xuezheng.kernel.journal.models import Entry
from xuezheng.kernel.refusals import Conflict, NotAllowed, Refusal
from xuezheng.kernel.scope.acting import ActingPost, system_post
from xuezheng.kernel.scope.binding import bound
from xuezheng.kernel.units.models import Unit
from xuezheng.modules.monitoring.actions.load_catalogue import load_catalogue
from xuezheng.modules.monitoring.actions.packages.export_package import export_package
from xuezheng.modules.monitoring.actions.packages.import_package import import_package
from xuezheng.modules.monitoring.actions.packages.reword_part import reword_part
from xuezheng.modules.monitoring.bulletins.templates import get_template
from xuezheng.modules.monitoring.models import Bulletin, TemplateWording
from xuezheng.modules.monitoring.packages.container import Package, fingerprint, pack, unpack
from xuezheng.modules.monitoring.packages.gathering import present_part

pytestmark = [pytest.mark.integration, pytest.mark.django_db]
SHARE = "indicators/multimedia_sample.yaml"
TEMPLATE = "bulletins/plain_sample.yaml"
TEXT = """\
code: plain_sample
name: {zh: 样式, en: Sample}
periods: quarter
head:
  red_head: "{issuer}文件"
  title: 关于{unit}{period}多媒体教室情况的通报
  recipients: ["{recipients}"]
  signature: "{issuer}"
sections:
  - text: "{period}，{unit}多媒体教室占比为{value:multimedia_sample}。"
"""


@pytest.fixture
def office(tree: Tree, lake: Path, settings: Settings) -> ActingPost:
    """The administrator of the department that runs the installation."""
    settings.TOP_UNIT_PATH = tree.province.unit_path
    load_catalogue(at=AT)
    return acting(tree.office)


def reword(post: ActingPost, name: str, text: str, *, seen: str = "") -> None:
    with bound(post):
        seen = seen or fingerprint(present_part(name))
        reword_part(post=post, name=name, text=text, seen=seen, origin="甲省教育厅", at=AT)


def test_a_definition_worded_anew_is_a_new_version_and_is_measured_again(office: ActingPost) -> None:
    before = present_part(SHARE)
    reword(office, SHARE, before.replace("sum(multimedia) / sum(rooms)", "sum(multimedia) / nullif(sum(rooms), 0)"))
    version = IndicatorVersion.objects.filter(code="multimedia_sample").latest("number")
    assert (version.number, version.imported_from) == (2, "甲省教育厅")
    with bound(system_post("test")):
        entry = Entry.objects.filter(act="monitoring.reword_part").get()
        assert (entry.object_id, entry.before) == (SHARE, {"text": before})


def test_what_cannot_be_taken_says_why_and_changes_nothing(office: ActingPost) -> None:
    before = present_part(SHARE)
    for text, words in (
        (before, "the same as before"),
        (before.replace("sum(rooms)", "sum(nothing_such)"), "nothing_such"),
        (before.replace("multimedia_sample", "other_sample"), "other_sample"),
    ):
        with pytest.raises(Refusal, match=words):
            reword(office, SHARE, text)
    with pytest.raises(Conflict, match="meanwhile"):
        reword(office, SHARE, before.replace("sum(rooms)", "count(*)"), seen="0" * 64)
    assert IndicatorVersion.objects.filter(code="multimedia_sample").count() == 1


def test_only_the_unit_that_runs_the_installation_words(office: ActingPost, tree: Tree) -> None:
    county = acting(tree.counties[0])
    with pytest.raises(NotAllowed):
        reword(county, SHARE, present_part(SHARE).replace("sum(rooms)", "count(*)"))
    client = at(tree.counties[0])
    assert client.get(reverse("reword-part", args=["indicators", "multimedia_sample"])).status_code == 403


def at(unit: Unit) -> Client:
    client = client_of(make_post(unit, role="administrator"))
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    return client


def test_the_page_compares_and_then_keeps(office: ActingPost, tree: Tree) -> None:
    client, address = at(tree.office), reverse("reword-part", args=["indicators", "multimedia_sample"])
    form = client.get(address).context["form"]
    sent = {"seen": form.initial["seen"], "text": form.initial["text"].replace("sum(rooms)", "count(*)")}
    page = client.post(address, sent | {"compare": "1"}).content.decode()
    assert "<ins>" in page
    assert IndicatorVersion.objects.filter(code="multimedia_sample").count() == 1
    wrong = client.post(address, sent | {"text": "- code: [", "keep": "1"})
    assert (wrong.status_code, "- code: [" in wrong.content.decode()) == (422, True)
    kept = client.post(address, sent | {"keep": "1"}, follow=True)
    assert "The new wording is in force." in kept.content.decode()
    assert "count(*)" in present_part(SHARE)
    assert client.get(reverse("reword-part", args=["tables", "schools"])).status_code == 404
    assert client.get(reverse("reword-part", args=["indicators", "absent"])).status_code == 404


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ("better: higher", "better: higher\n  better: lower", "the key “better” stands here twice"),
        ("- quarter", "- year", "“rooms_sample” is kept by quarter, so that nothing is computed by year."),
        ("sum(rooms)", "0", "line 6: measure: It divides by 0, so that it never has a value."),
        (
            "better: higher",
            "better: higher\n  regulation: {nme: 要点}",
            "There is no such key “nme”. Here stand name and date.",
        ),
    ],
)
def test_the_page_names_what_a_definition_says_twice_or_in_vain(
    office: ActingPost, tree: Tree, before: str, after: str, words: str
) -> None:
    client, address = at(tree.office), reverse("reword-part", args=["indicators", "multimedia_sample"])
    initial = client.get(address).context["form"].initial
    assert before in initial["text"]
    sent = {"seen": initial["seen"], "text": initial["text"].replace(before, after)}
    assert words in client.post(address, sent | {"compare": "1"}).content.decode()
    kept = client.post(address, sent | {"keep": "1"})
    assert (kept.status_code, words in kept.content.decode()) == (422, True)


def test_templates_travel_without_loss_and_prevail(office: ActingPost, tree: Tree) -> None:
    with bound(office):
        brought = pack(Package(year=AT.year, source="乙省", parts={TEMPLATE: TEXT}))
        assert import_package(post=office, data=brought, chosen=[TEMPLATE], at=AT) == 1
        assert get_template("plain_sample").text == TEXT
        again = export_package(post=office, year=AT.year, kinds=["bulletins"], source="甲省", at=AT)
        assert unpack(again).parts[TEMPLATE] == TEXT
    reword(office, TEMPLATE, TEXT.replace("情况的通报", "情况"))
    assert [row.imported_from for row in TemplateWording.objects.order_by("number")] == ["乙省", "甲省教育厅"]
    assert get_template("plain_sample").text == TEXT.replace("情况的通报", "情况")
    page = at(tree.office).get(reverse("bulletin-templates")).content.decode()
    assert "甲省教育厅" in page
    assert "the release" in page


def test_a_template_that_asks_for_what_is_not_measured_is_refused(office: ActingPost) -> None:
    with bound(office):
        brought = pack(Package(year=AT.year, source="乙省", parts={TEMPLATE: TEXT}))
        import_package(post=office, data=brought, chosen=[TEMPLATE], at=AT)
    with pytest.raises(Refusal, match="absent_indicator"):
        reword(office, TEMPLATE, TEXT.replace("{value:multimedia_sample}", "{value:absent_indicator}"))


@pytest.mark.parametrize("drafts", [1, 4])
def test_the_list_of_bulletins_names_its_templates_at_once(
    office: ActingPost, tree: Tree, drafts: int, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with bound(system_post("test")):
        for unit in (tree.province, *tree.cities, *tree.counties)[:drafts]:
            Bulletin.objects.create(
                unit_path=tree.province.unit_path,
                unit=unit,
                subject_path=unit.unit_path,
                subject_name=unit.name,
                issuer_name=tree.province.name,
                template="three_links_quarterly",
                period="2018Q3",
                title=f"{unit.name}通报",
                wording="",
                figures={},
                fingerprint="",
                drafted_at=AT,
            )
    client = at(tree.office)
    client.post(reverse("bulletins"), {"column": ["title", "template"]})
    with django_assert_max_num_queries(23):
        page = client.get(reverse("bulletins")).content.decode()
    assert page.count("Quarterly bulletin on broadband") == drafts + 1
