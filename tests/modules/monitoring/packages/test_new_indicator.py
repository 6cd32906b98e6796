"""The office defines an indicator of its own: on a page that begins with an example, checked, then measured as any other."""

from pathlib import Path

import pytest
import yaml
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils.translation import override
from pytest_django.fixtures import Settings

from tests.factories import AT, Tree, acting, make_post
from tests.jobs import run_pending
from tests.web import client_of
from xuezheng.engines.indicators.models import IndicatorVersion
from xuezheng.engines.lake import facade as lake_facade
from xuezheng.kernel.journal.models import Entry
from xuezheng.kernel.refusals import NotAllowed
from xuezheng.kernel.scope.acting import ActingPost, system_post
from xuezheng.kernel.scope.binding import bound
from xuezheng.modules.monitoring.actions.load_catalogue import load_catalogue
from xuezheng.modules.monitoring.actions.packages.create_indicator import create_indicator
from xuezheng.modules.monitoring.packages.comparing import compare_new
from xuezheng.modules.monitoring.packages.example import example_definition

pytestmark = [pytest.mark.integration, pytest.mark.django_db]
TEXT = """\
# ours
- code: analogue_sample
  name: {zh: 非多媒体教室占比, en: Rooms without multimedia}
  table: rooms_sample
  measure: sum(rooms - multimedia) / sum(rooms)   # what is left
  better: lower
  unit: "%"
  periods: [quarter]
"""
PAGE = "/monitoring/wording/indicators/"


@pytest.fixture
def office(tree: Tree, lake: Path, settings: Settings) -> ActingPost:
    """The administrator of the department that runs the installation."""
    settings.TOP_UNIT_PATH = tree.province.unit_path
    load_catalogue(at=AT)
    return acting(tree.office)


@pytest.fixture
def client(office: ActingPost, tree: Tree) -> Client:
    return english(client_of(make_post(tree.office, role="administrator")))


def english(client: Client) -> Client:
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    return client


def test_it_is_checked_kept_as_the_first_version_journaled_and_measured(client: Client, tree: Tree) -> None:
    post = acting(tree.office)
    rows = [{"school": school.code, "rooms": 10, "multimedia": 7} for school in tree.schools]
    with bound(post):
        source = lake_facade.RowsSource(rows=rows, name="test")
        lake_facade.load(post=post, table="rooms_sample", period="2026Q2", source=source, at=AT)
    library = client.get("/monitoring/indicators/").content.decode()
    assert f'href="{PAGE}"' in library
    checked = client.post(PAGE, {"text": TEXT, "compare": "1"})
    page = checked.content.decode()
    assert "Nothing is wrong with it." in page
    assert checked.context["measured"] == "sum of (Classrooms − Multimedia classrooms) ÷ sum of Classrooms"
    assert checked.context["alike"] == []
    assert not IndicatorVersion.objects.filter(code="analogue_sample").exists()
    kept = client.post(PAGE, {"text": TEXT, "keep": "1"}, follow=True)
    assert kept.redirect_chain == [("/monitoring/indicators/analogue_sample/", 302)]
    assert "The indicator is in force" in kept.content.decode()
    version = IndicatorVersion.objects.get(code="analogue_sample")
    assert (version.number, version.imported_from) == (1, tree.province.name)
    with bound(system_post("test")):
        entry = Entry.objects.get(act="monitoring.create_indicator")
        assert (entry.object_id, entry.after) == ("indicators/analogue_sample.yaml", {"text": TEXT})
    run_pending()
    assert client.get("/monitoring/indicators/analogue_sample/").context["value"] == "30.0%"
    load_catalogue(at=AT)
    assert IndicatorVersion.objects.filter(code="analogue_sample").count() == 1


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ("analogue_sample", "multimedia_sample", "“multimedia_sample” is the code of “Multimedia classrooms” already"),
        ("analogue_sample", "", "New indicator, line 2: code: This is needed."),
        ("analogue_sample", "Analogue", "New indicator, line 2: code: A code has lower-case letters"),
        ("sum(rooms)", "sum(halls)", "New indicator, line 5: measure: Line 1, column 31: There is no field “halls”."),
        ("rooms_sample", "absent_sample", "New indicator, line 4: table: There is no table “absent_sample”."),
        ("better: lower", "better: lower\n  better: higher", "New indicator, line 7: This is not YAML at column 3"),
        ("# ours", "- [", "New indicator, line 2: This is not YAML"),
        (TEXT, "# nothing", "Here stands exactly one definition."),
    ],
)
def test_what_cannot_be_taken_says_why_and_changes_nothing(client: Client, before: str, after: str, words: str) -> None:
    text = TEXT.replace(before, after, 1)
    checked = client.post(PAGE, {"text": text, "compare": "1"})
    assert words in checked.context["compared"].reason
    kept = client.post(PAGE, {"text": text, "keep": "1"})
    assert (kept.status_code, kept.context["form"]["text"].value()) == (422, text)
    assert words in str(kept.context["form"].errors["text"])
    assert sorted(IndicatorVersion.objects.values_list("code", flat=True)) == ["growth_sample", "multimedia_sample"]
    with bound(system_post("test")):
        assert not Entry.objects.filter(act="monitoring.create_indicator").exists()


def test_one_that_measures_the_same_is_named(client: Client) -> None:
    text = TEXT.replace("sum(rooms - multimedia)", "sum(multimedia)")
    checked = client.post(PAGE, {"text": text, "compare": "1"})
    assert [each.code for each in checked.context["alike"]] == ["multimedia_sample"]
    assert "/monitoring/indicators/multimedia_sample/" in checked.content.decode()


def test_only_the_unit_that_runs_the_installation_defines(office: ActingPost, tree: Tree) -> None:
    county = acting(tree.counties[0])
    with bound(county), pytest.raises(NotAllowed):
        create_indicator(post=county, text=TEXT, origin="县", at=AT)
    for unit, role in ((tree.counties[0], "administrator"), (tree.office, "analyst")):
        other = english(client_of(make_post(unit, role=role)))
        assert PAGE not in other.get("/monitoring/indicators/").content.decode()
        assert other.get(PAGE).status_code == 403
        assert other.post(PAGE, {"text": TEXT, "keep": "1"}).status_code == 403
    assert not IndicatorVersion.objects.filter(code="analogue_sample").exists()
    assert reverse("new-indicator") == PAGE


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_the_example_lacks_its_code_and_names_and_nothing_else(db: None, language: str) -> None:
    with override(language):
        text = example_definition()
    assert {len(line.partition("# ")[0]) for line in text.splitlines()[1:] if "# " in line} == {66}
    with override("en"):
        assert compare_new(text).reason == "New indicator, line 2: code: This is needed."
        filled = (
            text.replace("- code: ", "- code: ours_ratio ")
            .replace("zh: ", "zh: 占比 ", 1)
            .replace("en: ", "en: Share ", 1)
        )
        compared = compare_new(filled)
    assert (compared.standing, compared.reason) == ("new", "")
    assert {"where", "by", "effort", "meets", "regulation"} <= set(yaml.safe_load(text)[0])


def test_the_page_begins_with_the_example_in_the_readers_language(client: Client, tree: Tree) -> None:
    page = client.get(PAGE)
    assert page.context["form"].initial["text"].startswith("# Fill in code and name")
    chinese = client_of(make_post(tree.office, role="administrator")).get(PAGE)
    assert chinese.context["form"].initial["text"].startswith("# 请填写代码和名称")
    assert "新建指标" in chinese.content.decode()
