"""The journal's pages: narrowed, scoped, flat in queries, with what changed and the proof."""

import re
from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.factories import AT, Tree, acting, make_post
from tests.web import client_of as signed_in
from xuezheng.kernel.journal.facade import record, seal_chunk
from xuezheng.kernel.journal.models import Entry
from xuezheng.kernel.journal.titles import title_of_act
from xuezheng.kernel.scope.acting import ActingPost, system_post
from xuezheng.kernel.scope.binding import bound
from xuezheng.kernel.units.models import Unit

pytestmark = [pytest.mark.integration, pytest.mark.django_db]
SYSTEM = system_post("test")


def note(
    unit: Unit, name: str, *, act: str = "units.rename_unit", at: datetime = AT, post: ActingPost = SYSTEM
) -> Entry:
    with bound(SYSTEM):
        return record(
            post=post,
            at=at,
            act=act,
            object_kind="unit",
            object_id=unit.id,
            object_name=name,
            unit_path=unit.unit_path,
            before={"name": "旧名", "urban_rural": "rural"},
            after={"name": name},
        )


def client_of(unit: Unit, *, role: str = "administrator") -> Client:
    """Signed in for a new post at the unit, reading English."""
    client = signed_in(make_post(unit, role=role))
    client.cookies["language"] = "en"
    return client


def names(client: Client, **query: str) -> list[str]:
    page = client.get("/journal/", query).content.decode()
    return re.findall(r'data-label="About" data-data>([^<]*)<', page)


def test_a_county_reads_its_own_subtree_newest_first() -> None:
    tree = Tree()
    note(tree.schools[6], "固始的")
    note(tree.schools[4], "平桥的")
    note(tree.counties[3], "县里的", at=AT + timedelta(hours=1))
    note(tree.cities[1], "市里的")
    assert names(client_of(tree.counties[3])) == ["县里的", "固始的"]
    assert names(client_of(tree.cities[1])) == ["县里的", "市里的", "平桥的", "固始的"]


def test_a_post_without_the_permission_is_refused() -> None:
    tree = Tree()
    note(tree.schools[6], "固始的")
    answer = client_of(tree.schools[6], role="teacher").get("/journal/")
    assert answer.status_code == 403
    assert "固始的" not in answer.content.decode()


@pytest.fixture
def told() -> tuple[Tree, Client]:
    tree = Tree()
    somebody = acting(tree.counties[3])
    note(tree.schools[6], "甲校", at=AT - timedelta(days=2))
    note(tree.schools[7], "乙校", act="units.close_unit")
    note(tree.counties[3], "丙局", post=somebody, at=AT + timedelta(days=1))
    return tree, client_of(tree.province)


def test_it_is_narrowed_by_unit_and_all_below_it(told: tuple[Tree, Client]) -> None:
    tree, client = told
    assert names(client, unit=tree.counties[3].code) == ["丙局", "乙校", "甲校"]
    assert names(client, unit="演示第18小学") == ["乙校"]
    assert names(client, unit="信阳市") == ["丙局", "乙校", "甲校"]
    assert names(client, unit="郑州市") == []
    assert names(client, unit="没有这样的单位") == []


def test_it_is_narrowed_by_person_act_object_time_and_text(told: tuple[Tree, Client]) -> None:
    tree, client = told
    assert names(client, person="演示人员") == ["丙局"]
    assert names(client, person="test") == ["乙校", "甲校"]
    assert names(client, kind="nonsense") == []
    assert names(client, object=f"unit:{tree.schools[6].id}") == ["甲校"]
    assert names(client, object=str(tree.schools[7].id)) == ["乙校"]
    assert names(client, **{"from": "2026-09-01"}) == ["丙局", "乙校"]
    assert names(client, until="2026-08-31") == ["甲校"]
    assert names(client, q="乙") == ["乙校"]
    assert names(client, until="yesterday") == []


def test_the_list_takes_as_many_queries_for_many_rows_as_for_one() -> None:
    tree = Tree()
    client = client_of(tree.province)
    note(tree.schools[0], "一")
    with CaptureQueriesContext(connection) as few:
        assert len(names(client)) == 1
    for number in range(20):
        note(tree.schools[number % 8], f"校{number}")
    with CaptureQueriesContext(connection) as many:
        assert len(names(client)) == 21
    assert len(many) == len(few)


def test_an_entry_shows_what_changed_and_that_it_is_unaltered() -> None:
    tree = Tree()
    entry = note(tree.schools[6], "新名")
    client = client_of(tree.counties[3])
    assert "Not sealed yet" in client.get(f"/journal/{entry.id}/").content.decode()
    with bound(SYSTEM):
        seal_chunk(at=AT)
    page = client.get(f"/journal/{entry.id}/").content.decode()
    assert "Unaltered since it was sealed at 2026-09-01 16:00: seal 1, place 0." in page
    rows = re.findall(r'<th scope="row"[^>]*>([^<]*)</th><td[^>]*>([^<]*)</td><td[^>]*>([^<]*)</td>', page)
    assert rows == [("Name", "旧名", "新名"), ("Urban or rural", "rural", "—")]
    assert "演示第17小学" in page


def test_a_foreign_entry_answers_like_one_that_does_not_exist() -> None:
    tree = Tree()
    entry = note(tree.schools[0], "郑州的")
    client = client_of(tree.counties[3])
    answers = [client.get(f"/journal/{number}/") for number in (entry.id, 999_999_999)]
    assert [answer.status_code for answer in answers] == [404, 404]
    assert "郑州的" not in answers[0].content.decode()


def test_taking_rows_out_is_itself_an_act() -> None:
    tree = Tree()
    note(tree.schools[6], "甲校")
    client = client_of(tree.counties[3])
    answer = client.get("/journal/", {"format": "csv", "q": "甲"})
    text = b"".join(answer.streaming_content).decode()  # type: ignore[attr-defined] # a stream
    assert "甲校" in text
    with bound(SYSTEM):
        taken = Entry.objects.get(act="pages.export_rows")
    assert (taken.object_id, taken.unit_path) == ("journal", tree.counties[3].unit_path)
    assert taken.after is not None
    assert (taken.after["rows"], taken.after["filters"], taken.after["format"]) == (1, {"q": "甲"}, "csv")


def test_acts_read_as_sentences_and_unknown_ones_stay_readable() -> None:
    assert title_of_act("outbox.retry_job") == "Tried a job again"
    assert title_of_act("nowhere.do_something_new") == "Do something new"


def test_an_entry_reads_in_words_where_codes_were_recorded() -> None:
    tree = Tree()
    acting_here = acting(tree.counties[3])
    with bound(acting_here):
        entry = record(
            post=acting_here,
            at=AT,
            act="people.grant_post",
            object_kind="post",
            object_id="1",
            object_name="某人",
            unit_path=tree.counties[3].unit_path,
            after={
                "role": "school_administrator",
                "valid_from": "2026-09-01T00:30:00+00:00",
                "permissions": ["units.read"],
            },
        )
    client = client_of(tree.counties[3])
    client.cookies["language"] = "zh-hans"

    page = client.get(f"/journal/{entry.pk}/").content.decode()

    assert re.findall(r'data-label="之后" data-data>([^<]*)<', page) == ["学校管理员", "2026-09-01 08:30", "查看单位"]
    assert re.findall(r'data-label="字段" data-data>([^<]*)<', page) == ["角色", "起始时间", "权限"]
    assert f"{tree.counties[3].name} · 管理员" in page


def test_what_the_platform_did_itself_is_said_in_the_readers_language() -> None:
    tree = Tree()
    note(tree.counties[3], "建的", post=system_post("demonstration"))
    client = client_of(tree.counties[3])

    assert "the platform, for the demonstration" in client.get("/journal/").content.decode()
    client.cookies["language"] = "zh-hans"
    assert "平台（演示数据）" in client.get("/journal/").content.decode()
