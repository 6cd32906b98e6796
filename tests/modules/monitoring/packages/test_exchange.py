"""Packages between installations: loss-free, compared before anything is taken, and never silently over one another."""

import io
import json
import zipfile
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django.fixtures import Settings

from tests.factories import AT, Tree, acting, make_post
from tests.web import client_of
from xuezheng.engines.forms.actions.publishing import publish_form
from xuezheng.engines.forms.facade import draft_form
from xuezheng.engines.forms.models import FormEdition
from xuezheng.engines.indicators.facade import Definition, catalogued, read_definition, text_of
from xuezheng.engines.indicators.models import IndicatorVersion
from xuezheng.kernel.journal.models import Entry
from xuezheng.kernel.refusals import NotAllowed, Refusal
from xuezheng.kernel.scope.acting import ActingPost, system_post
from xuezheng.kernel.scope.binding import bound
from xuezheng.kernel.units.models import Unit
from xuezheng.modules.monitoring.actions.load_catalogue import load_catalogue
from xuezheng.modules.monitoring.actions.packages.export_package import export_package
from xuezheng.modules.monitoring.actions.packages.import_package import import_package
from xuezheng.modules.monitoring.measuring.reader import LakeReader
from xuezheng.modules.monitoring.packages.comparing import Compared, compare
from xuezheng.modules.monitoring.packages.container import MANIFEST, Package, PackageIsRefused, pack, unpack

pytestmark = [pytest.mark.integration, pytest.mark.django_db]
SHARE, GROWTH = "indicators/multimedia_sample.yaml", "indicators/growth_sample.yaml"
FORM = """\
# A comment stays, since the text is kept as it was written.
code: exchange_sample
title: {zh: 交换样表, en: Sample}
periods: quarter
units: [primary]
sections:
  - code: one
    title: {zh: 一, en: One}
    fields:
      - {code: days, title: {zh: 天数, en: Days}, least: 0, most: 92}
"""


@pytest.fixture
def office(tree: Tree, lake: Path, settings: Settings) -> ActingPost:
    """The administrator of the department that runs the installation."""
    settings.TOP_UNIT_PATH = tree.province.unit_path
    return acting(tree.office)


def export(post: ActingPost, *kinds: str, year: int = AT.year) -> bytes:
    with bound(post):
        return export_package(post=post, year=year, kinds=kinds or ("indicators", "forms"), source="甲省", at=AT)


def compared(post: ActingPost, package: Package) -> dict[str, Compared]:
    with bound(post):
        return {each.name: each for each in compare(post, package)}


def take(post: ActingPost, package: Package, *chosen: str) -> int:
    with bound(post):
        return import_package(post=post, data=pack(package), chosen=chosen, at=AT)


def published(post: ActingPost) -> None:
    with bound(post):
        draft = FormEdition.objects.filter(code="exchange_sample", state=FormEdition.State.DRAFT).get()
        publish_form(post=post, edition_id=draft.id, version=draft.version, at=AT)


def newest(code: str) -> tuple[int, str]:
    version = IndicatorVersion.objects.filter(code=code).latest("number")
    return version.number, version.imported_from


def worded(code: str = "multimedia_sample", measure: str = "sum(rooms)") -> str:
    (definition,) = [each for each in catalogued() if each.code == "multimedia_sample"]
    return text_of(Definition.from_dict(definition.as_dict() | {"code": code, "measure": measure}))


def package(**parts: str) -> Package:
    return Package(
        year=AT.year, source="甲省", parts={name.replace("__", "/") + ".yaml": text for name, text in parts.items()}
    )


def test_what_one_installation_hands_out_another_hands_out_again(office: ActingPost) -> None:
    load_catalogue(at=AT)
    with bound(office):
        draft_form(post=office, text=FORM, at=AT)
    published(office)
    first = export(office)
    assert sorted(unpack(first).parts) == ["forms/exchange_sample.yaml", GROWTH, SHARE]
    assert unpack(first).parts["forms/exchange_sample.yaml"] == FORM
    with bound(office):
        FormEdition.objects.all().delete()
    IndicatorVersion.objects.all().delete()
    assert unpack(export(office)).parts == {}
    found = compared(office, unpack(first))
    assert {each.standing for each in found.values()} == {"new"}
    assert take(office, unpack(first), *found) == 3
    published(office)
    assert export(office) == first
    assert {each.standing for each in compared(office, unpack(first)).values()} == {"same"}
    assert newest("multimedia_sample") == (1, "甲省")
    with bound(system_post("test")):
        acts = Entry.objects.filter(act__startswith="monitoring.").order_by("id").values_list("act", flat=True)
        assert list(acts)[-2:] == ["monitoring.import_package", "monitoring.export_package"]


def test_every_shipped_definition_is_the_same_when_read_again() -> None:
    from xuezheng.engines.indicators import catalogue

    reader = LakeReader()
    read = catalogue.catalogued()
    assert len(read) >= 60
    again = [read_definition(text_of(each), name="x.yaml", tables=reader) for each in read]
    assert again == read


def test_a_year_has_what_was_in_force_at_its_end(office: ActingPost) -> None:
    load_catalogue(at=AT)
    take(office, package(indicators__multimedia_sample=worded()), SHARE)
    IndicatorVersion.objects.filter(number=1).update(loaded_at=AT.replace(year=AT.year - 1))
    assert "sum(multimedia)" in unpack(export(office, year=AT.year - 1)).parts[SHARE]
    assert "sum(multimedia)" not in unpack(export(office)).parts[SHARE]


def test_neither_a_release_nor_a_package_writes_over_the_other_unasked(office: ActingPost, catalog: Path) -> None:
    load_catalogue(at=AT)
    brought = package(indicators__multimedia_sample=worded(), indicators__other_sample=worded("other_sample"))
    found = compared(office, brought)
    assert {name: each.standing.value for name, each in found.items()} == {
        SHARE: "differs",
        "indicators/other_sample.yaml": "new",
    }
    changed = [(line.here, line.there) for line in found[SHARE].lines if line.changed]
    assert changed == [("  measure: sum(multimedia) / sum(rooms)", "  measure: sum(rooms)")]
    take(office, brought, "indicators/other_sample.yaml")
    assert newest("multimedia_sample") == (1, "")
    take(office, brought, SHARE)
    assert newest("multimedia_sample") == (2, "甲省")
    file = catalog / "indicators.yaml"
    file.write_text(
        file.read_text(encoding="utf-8").replace("sum(multimedia) /", "2 * sum(multimedia) /"), encoding="utf-8"
    )
    assert load_catalogue(at=AT) == 0
    assert newest("multimedia_sample") == (2, "甲省")


def test_bad_parts_are_refused_with_line_and_reason_and_nothing_is_taken(office: ActingPost) -> None:
    load_catalogue(at=AT)
    brought = package(
        indicators__other_sample=worded("other_sample"),
        indicators__bad_measure=worded("bad_measure", "sum(nothing_such)"),
        indicators__bad_table=worded("bad_table").replace("rooms_sample", "absent_table"),
        indicators__bad_name=worded("good_name"),
        indicators__bad_yaml="- code: [",
        forms__bad_form="code: bad_form\n",
        bulletins__quarter_absent="code: quarter_absent\n",
    )
    found = compared(office, brought)
    told = {name: each.reason for name, each in found.items() if each.standing == "refused"}
    assert sorted(told) == [
        "bulletins/quarter_absent.yaml",
        "forms/bad_form.yaml",
        *(f"indicators/bad_{what}.yaml" for what in ("measure", "name", "table", "yaml")),
    ]
    assert "absent_table" in told["indicators/bad_table.yaml"]
    assert "bad_measure.yaml" in told["indicators/bad_measure.yaml"]
    for strange in ("indicators/bad_measure.yaml", "bulletins/quarter_absent.yaml", "indicators/absent.yaml"):
        with pytest.raises(Refusal):
            take(office, brought, "indicators/other_sample.yaml", strange)
    assert not IndicatorVersion.objects.filter(code="other_sample").exists()


def zipped(parts: dict[str, bytes]) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return held.getvalue()


def manifest(**changes: object) -> bytes:
    return json.dumps({"format": 1, "year": 2018, "source": "甲省", "parts": {}} | changes).encode()


@pytest.mark.parametrize(
    "data",
    [
        b"no zip",
        pack(Package(year=2018, source="", parts={SHARE: "- code: x\n"}))[:-30],
        zipped({MANIFEST: b"{"}),
        zipped({MANIFEST: manifest(format=2)}),
        zipped({MANIFEST: manifest(parts={SHARE: "0"}), SHARE: b"other"}),
        zipped({MANIFEST: manifest(), SHARE: b"unnamed"}),
        zipped({MANIFEST: manifest(), "../../etc/x.yaml": b""}),
        zipped({MANIFEST: manifest(), SHARE: b" " * 30_000_000}),
        zipped({MANIFEST: manifest(), SHARE: b"\xff\xfe"}),
        b"0" * (3 * 1024 * 1024),
    ],
    ids=["no-zip", "cut", "manifest", "newer", "fingerprint", "unnamed", "path", "bomb", "encoding", "large"],
)
def test_broken_and_hostile_files_are_refused(data: bytes) -> None:
    with pytest.raises(PackageIsRefused):
        unpack(data)


def test_only_the_unit_that_runs_the_installation_exchanges(office: ActingPost, tree: Tree) -> None:
    county = acting(tree.counties[0])
    for act in (lambda: export(county), lambda: take(county, package(indicators__x_sample=worded("x_sample")))):
        with pytest.raises(NotAllowed):
            act()
    client = at(tree.counties[0])
    assert client.get("/monitoring/packages/").status_code == 403
    assert client.get("/monitoring/packages/export/?year=2026&kinds=tables").status_code == 403


def at(unit: Unit) -> Client:
    client = client_of(make_post(unit, role="administrator"))
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    return client


def test_the_pages_lead_from_the_file_to_the_parts_taken(office: ActingPost, tree: Tree) -> None:
    load_catalogue(at=AT)
    client = at(tree.office)
    answer = client.get(f"/monitoring/packages/export/?year={AT.year}&kinds=indicators&kinds=tables")
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/zip")
    assert unpack(answer.content).source == tree.province.name
    brought = package(indicators__multimedia_sample=worded(), indicators__other_sample=worded("other_sample"))
    file = SimpleUploadedFile("package.zip", pack(brought))
    page = client.post("/monitoring/packages/check/", {"file": file})
    assert [group[0] for group in page.context["groups"]] == ["new", "differs"]
    assert "What differs" in page.content.decode()
    chosen = {"held": page.context["held"], "chosen": ["indicators/other_sample.yaml"]}
    assert "Taken in: 1." in client.post("/monitoring/packages/import/", chosen, follow=True).content.decode()
    assert newest("other_sample") == (1, "甲省")
    assert newest("multimedia_sample") == (1, "")
    wrong = client.post("/monitoring/packages/check/", {"file": SimpleUploadedFile("x.zip", b"none")})
    assert (wrong.status_code, "is no zip file" in wrong.content.decode()) == (422, True)
    assert client.get("/monitoring/packages/export/?year=5").status_code == 422
