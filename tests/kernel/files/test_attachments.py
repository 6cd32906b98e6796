"""Attaching, seeing, downloading and removing: through actions, pages and the API, with what must not be seen beside it."""

import hashlib
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, override_settings
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.factories import AT, PASSWORD, Tree, acting, make_post
from tests.kernel.files import samples
from tests.kernel.files.bucket import KEY, SECRET, bucket
from tests.kernel.rest.callers import Caller, tokens
from xuezheng.kernel.files import facade
from xuezheng.kernel.files.actions.sweep_contents import orphans, sweep_content, sweep_incoming
from xuezheng.kernel.files.folders import KIND
from xuezheng.kernel.files.models import Attachment, StoredContent
from xuezheng.kernel.files.policies import attachments_visible_to, can_view_attachment
from xuezheng.kernel.files.quotas import quota_of
from xuezheng.kernel.files.receiving import incoming
from xuezheng.kernel.files.refusals import AttachmentIsAbsent, MayNotAttach, ObjectIsAbsent, QuotaIsReached
from xuezheng.kernel.files.stores.chosen import store
from xuezheng.kernel.journal.models import Entry
from xuezheng.kernel.scope.acting import ActingPost, system_post
from xuezheng.kernel.scope.binding import bound

pytestmark = [pytest.mark.integration, pytest.mark.django_db]


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path) -> Any:
    with override_settings(HOME=tmp_path):
        yield


def attach(post: ActingPost, *, content: bytes = samples.PDF, name: str = "报告.pdf", path: str = "") -> Attachment:
    with bound(post), facade.received([content], name=name) as file:
        return facade.attach_file(post=post, object_kind=KIND, object_id=path or post.unit_path, file=file, at=AT)


def acts() -> list[str]:
    with bound(system_post("test")):
        return list(Entry.objects.filter(act__startswith="files.").order_by("id").values_list("act", flat=True))


def contents() -> list[str]:
    return sorted(kept.sha256 for kept in store().contents())


def test_a_file_is_kept_read_and_removed() -> None:
    post = acting(Tree().counties[0])
    kept = attach(post)
    digest = hashlib.sha256(samples.PDF).hexdigest()
    with bound(post):
        assert [item.name for item in facade.attachments_of(post, object_kind=KIND, object_id=post.unit_path)] == [
            "报告.pdf"
        ]
        content = facade.content_of(facade.get_attachment(post, kept.id))
        assert content.read() == samples.PDF
        content.close()
        assert quota_of(post.unit_path).used == len(samples.PDF)
        facade.remove_attachment(post=post, attachment_id=kept.id, at=AT)
        assert quota_of(post.unit_path).used == 0
    assert (contents(), list(incoming().iterdir())) == ([digest], [])
    assert acts() == ["files.attach_file", "files.remove_attachment"]


def test_the_same_content_is_kept_once_and_counted_once() -> None:
    post = acting(Tree().counties[0])
    first, _second = attach(post), attach(post, name="又一份.pdf")
    with bound(post):
        assert (StoredContent.objects.count(), quota_of(post.unit_path).used) == (1, len(samples.PDF))
        facade.remove_attachment(post=post, attachment_id=first.id, at=AT)
        assert quota_of(post.unit_path).used == len(samples.PDF)


def test_nobody_learns_that_another_unit_holds_a_content() -> None:
    tree = Tree()
    attach(acting(tree.counties[0]))
    other = acting(tree.counties[3])
    attach(other)
    with bound(other):
        assert StoredContent.objects.count() == 1
        assert quota_of(other.unit_path).used == len(samples.PDF)


@override_settings(FILES_QUOTA_MB=0)
def test_the_quota_is_kept() -> None:
    post = acting(Tree().counties[0])
    with pytest.raises(QuotaIsReached):
        attach(post)
    assert (contents(), acts()) == ([], [])


def test_who_may_not_attach() -> None:
    tree = Tree()
    county, school = tree.counties[0], tree.schools[0]
    with pytest.raises(MayNotAttach):
        attach(acting(county), path=school.unit_path)
    with pytest.raises(MayNotAttach):
        attach(acting(county, role="analyst"))
    with pytest.raises(ObjectIsAbsent):
        attach(acting(county), path=tree.counties[3].unit_path)
    with pytest.raises(ObjectIsAbsent):
        attach(acting(school, role="teacher"))


def test_a_foreign_file_is_absent() -> None:
    tree = Tree()
    kept = attach(acting(tree.counties[0]))
    for unit, role in ((tree.counties[3], "administrator"), (tree.counties[0], "auditor"), (tree.schools[0], "cio")):
        other = acting(unit, role=role)
        with bound(other), pytest.raises(AttachmentIsAbsent):
            facade.get_attachment(other, kept.id)
        with bound(other), pytest.raises(AttachmentIsAbsent):
            facade.remove_attachment(post=other, attachment_id=kept.id, at=AT)


def test_both_sides_of_the_policy_agree() -> None:
    tree = Tree()
    units = [tree.province, tree.cities[0], tree.counties[0], tree.counties[3], tree.schools[0]]
    for unit in units:
        attach(acting(unit, role="cio"))

    @settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
    @given(unit=st.sampled_from(units), role=st.sampled_from(["administrator", "analyst", "auditor", "cio", "teacher"]))
    def agree(unit: Any, role: str) -> None:
        post = acting(unit, role=role)
        with bound(system_post("test")):
            single = {row.id for row in Attachment.objects.all() if can_view_attachment(post, row)}
        with bound(post):
            assert {row.id for row in attachments_visible_to(post)} == single

    agree()


def test_the_sweep_takes_only_what_nobody_holds() -> None:
    post = acting(Tree().counties[0])
    kept, gone = attach(post), attach(post, content=samples.PNG, name="a.png")
    with bound(post):
        facade.remove_attachment(post=post, attachment_id=gone.id, at=AT)
    (incoming() / "broken-off").write_bytes(b"x")
    later = _now_on_disk() + timedelta(days=2)
    assert list(orphans(at=_now_on_disk())) == []
    for sha256 in sorted(orphans(at=later)):
        with bound(system_post("files")):
            sweep_content(sha256)
    assert contents() == [kept.content.sha256]
    assert (sweep_incoming(at=later), list(incoming().iterdir())) == (1, [])


def _now_on_disk() -> Any:
    place = incoming() / "clock"
    place.touch()
    stamp = place.stat().st_mtime
    place.unlink()
    return AT.fromtimestamp(stamp, tz=AT.tzinfo)


def test_an_upload_whose_transaction_fails_leaves_only_an_orphan() -> None:
    post = acting(Tree().counties[0])

    def fail() -> None:
        with bound(post), facade.received([samples.PDF], name="a.pdf") as file:
            facade.attach_file(post=post, object_kind=KIND, object_id=post.unit_path, file=file, at=AT)
            raise RuntimeError("afterwards")

    with pytest.raises(RuntimeError, match="afterwards"):
        fail()
    with bound(system_post("test")):
        assert Attachment.objects.count() == 0
        assert [sweep_content(sha256) for sha256 in contents()] == [True]
    assert contents() == []


def signed_in(unit: Any, *, role: str = "administrator", username: str = "someone") -> Client:
    make_post(unit, role=role, username=username)
    client = Client(headers={"Accept-Language": "en"})
    client.post("/sign-in/", {"username": username, "password": PASSWORD})
    return client


def test_pages_add_list_download_and_remove() -> None:
    tree = Tree()
    client = signed_in(tree.counties[0])
    sent = SimpleUploadedFile("年度 报告.pdf", samples.PDF, content_type="text/html")
    assert client.post("/files/add", {"file": sent})["Location"] == "/files/"
    assert "年度 报告.pdf" in client.get("/files/").content.decode()
    with bound(system_post("test")):
        kept = Attachment.objects.get()
    answer = client.get(f"/files/{kept.id}")
    assert b"".join(answer.streaming_content) == samples.PDF  # type: ignore[attr-defined] # a streaming answer
    told = {name: answer[name] for name in ("Content-Type", "X-Content-Type-Options", "Content-Security-Policy")}
    assert told == {
        "Content-Type": "application/pdf",
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "default-src 'none'; sandbox",
    }
    assert answer["Content-Disposition"] == ("attachment; filename*=utf-8''%E5%B9%B4%E5%BA%A6%20%E6%8A%A5%E5%91%8A.pdf")
    stranger = signed_in(tree.counties[3], username="stranger")
    assert stranger.get(f"/files/{kept.id}").status_code == 404
    assert client.post(f"/files/{kept.id}/remove")["Location"] == "/files/"
    assert client.get(f"/files/{kept.id}").status_code == 404


def test_the_form_says_what_is_wrong() -> None:
    client = signed_in(Tree().counties[0])
    page = client.post("/files/add", {"file": SimpleUploadedFile("a.pdf", samples.PNG)}).content.decode()
    assert "“a.pdf” is named as PDF document but holds PNG image" in page
    assert "This field is required" in client.post("/files/add", {}).content.decode()


def test_the_api_sends_reads_and_removes() -> None:
    tree = Tree()
    with tokens(county=acting(tree.counties[0]), other=acting(tree.counties[3])):
        county, other = Caller("county"), Caller("other")
        address = "/api/v1/files/attachments?name=%E6%8A%A5%E5%91%8A.pdf"
        made = county.ask("POST", address, samples.PDF, Content_Type="application/octet-stream")
        assert made.status_code == 201, made.content
        assert (made.json()["name"], made.json()["size"]) == ("报告.pdf", len(samples.PDF))
        content = county.ask("GET", made["Location"] + "/content")
        assert b"".join(content.streaming_content) == samples.PDF
        assert content["Content-Type"] == "application/octet-stream"
        assert county.ask("GET", "/api/v1/files/quota").json()["used"] == len(samples.PDF)
        wrong = county.ask("POST", address, samples.PNG, Content_Type="application/octet-stream")
        assert (wrong.status_code, wrong.json()["errors"][0]["field"]) == (422, "file")
        for method in ("GET", "DELETE"):
            foreign, absent = (
                other.ask(method, place) for place in (made["Location"], f"{made['Location'][:-36]}{uuid4()}")
            )
            assert (foreign.status_code, foreign.json()["detail"]) == (404, absent.json()["detail"])
        assert other.ask("GET", "/api/v1/files/attachments").json()["items"] == []
        assert county.ask("DELETE", made["Location"]).status_code == 204


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_files_go_to_a_bucket_where_one_is_set() -> None:
    with bucket() as (url, held), override_settings(FILES_URL=url, FILES_KEY=KEY, FILES_SECRET=SECRET):
        tree = Tree()
        kept = attach(acting(tree.counties[0]))
        assert list(held.objects) == [f"files/house/{hashlib.sha256(samples.PDF).hexdigest()}"]
        client = signed_in(tree.counties[0])
        answer = client.get(f"/files/{kept.id}")
        assert b"".join(answer.streaming_content) == samples.PDF  # type: ignore[attr-defined] # a streaming answer
        held.objects.clear()
        assert client.get(f"/files/{kept.id}").status_code == 503
