"""The control for files in the page of a report: with a script and without one, and for whom it stands there."""

import json
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, override_settings

from tests.engines.forms.sample import WITH_FILES
from tests.engines.forms.scene import Scene
from tests.factories import make_post
from tests.kernel.files import samples
from tests.web import client_of
from xuezheng.engines.forms.models import Collection
from xuezheng.kernel.scope.acting import system_post
from xuezheng.kernel.scope.binding import bound

pytestmark = [pytest.mark.integration, pytest.mark.django_db]
FAR = datetime(2190, 1, 1, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path) -> Iterator[None]:
    with override_settings(HOME=tmp_path):
        yield


@pytest.fixture
def place(scene: Scene) -> str:
    scene.collect(WITH_FILES)
    with bound(system_post("test")):
        Collection.objects.update(due_at=FAR, closes_at=FAR)
    return f"/forms/reports/{scene.report_of(scene.school).id}/"


def sent(*names: str) -> dict[str, list[SimpleUploadedFile]]:
    return {"files": [SimpleUploadedFile(name, samples.PDF + name.encode()) for name in names]}


def downloads(client: Client, place: str) -> dict[str, str]:
    page = client.get(place).content.decode()
    return {name: address for address, name in re.findall(r'<a href="(/files/[^"]+)"[^>]*>([^<]+)</a>', page)}


def test_without_a_script_the_page_comes_back_with_the_files(scene: Scene, place: str) -> None:
    school = client_of(make_post(scene.tree.schools[0], role="cio"))
    answer = school.post(f"{place}files/scans/", sent("报告.pdf", "附页.pdf", "程序.exe"))
    assert answer["Location"] == f"{place}#q-scans"
    found = downloads(school, place)
    assert list(found) == ["报告.pdf", "附页.pdf"]
    assert b"".join(school.get(found["报告.pdf"])) == samples.PDF + "报告.pdf".encode()
    file_id = found["报告.pdf"].removesuffix("/").rpartition("/")[2]
    assert school.post(f"{place}files/scans/take-back/", {"file": file_id})["Location"] == f"{place}#q-scans"
    assert list(downloads(school, place)) == ["附页.pdf"]


def test_a_script_is_told_what_saving_tells_and_the_files_anew(scene: Scene, place: str) -> None:
    school = client_of(make_post(scene.tree.schools[0], role="cio"))

    def told(path: str, data: Mapping[str, object]) -> tuple[int, dict[str, object]]:
        answer = school.post(f"{place}files/{path}", data, headers={"Accept": "application/json"})
        return answer.status_code, json.loads(answer.content)

    status, done = told("scans/", {**sent("报告.pdf", "程序.exe")})
    assert (status, done["version"], done["done"], done["missing"]) == (200, 2, 1, 1)
    assert "报告.pdf" in str(done["files"])
    assert "程序.exe" in str(done["detail"])
    for path, data in (("scans/", {}), ("scans/", {**sent("程序.exe")}), ("count/", {**sent("报告.pdf")})):
        status, refused = told(path, data)
        assert (status, list(refused)) == (422, ["detail"])
    assert told("scans/take-back/", {"file": "nothing"})[0] == 404


def test_readers_see_names_and_no_control_and_others_get_nothing(scene: Scene, place: str) -> None:
    client_of(make_post(scene.tree.schools[0], role="cio")).post(f"{place}files/scans/", sent("报告.pdf"))
    county = client_of(make_post(scene.tree.counties[0], role="officer"))
    found = downloads(county, place)
    page = county.get(place).content.decode()
    assert (list(found), "data-files-form" in page) == (["报告.pdf"], False)
    assert b"".join(county.get(found["报告.pdf"])) == samples.PDF + "报告.pdf".encode()
    assert county.post(f"{place}files/scans/", sent("县里的.pdf")).status_code == 403
    for unit, role in ((scene.tree.schools[1], "cio"), (scene.tree.counties[1], "officer")):
        other = client_of(make_post(unit, role=role))
        assert [other.get(address).status_code for address in (place, found["报告.pdf"])] == [404, 404]
        assert other.post(f"{place}files/scans/", sent("别人的.pdf")).status_code == 404
