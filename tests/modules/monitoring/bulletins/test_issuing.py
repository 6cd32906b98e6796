"""From a draft to an issued bulletin: filled from what is measured now, frozen, the same bytes whenever it is written."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from tests.factories import AT, Tree, acting
from tests.modules.monitoring.bulletins.measured import CODES, PERIOD, TEMPLATE, change_value
from xuezheng.engines.papers.writing.official import pdf_document, word_document
from xuezheng.kernel.journal.models import Entry
from xuezheng.kernel.outbox.models import Event
from xuezheng.kernel.refusals import NotFound, Refusal
from xuezheng.kernel.scope.acting import ActingPost, system_post
from xuezheng.kernel.scope.binding import bound
from xuezheng.kernel.units.models import Unit
from xuezheng.modules.monitoring import refusals
from xuezheng.modules.monitoring.actions import bulletins as acts
from xuezheng.modules.monitoring.bulletins.figures import FrozenNumbers, figures_of
from xuezheng.modules.monitoring.bulletins.kept_files import file_of
from xuezheng.modules.monitoring.bulletins.writing import paper_of
from xuezheng.modules.monitoring.models import Bulletin

pytestmark = pytest.mark.integration
DATED = date(2019, 8, 20)


def drafted(post: ActingPost, unit: Unit, *, period: str = PERIOD, at: datetime = AT) -> Bulletin:
    with bound(post):
        return acts.draft_bulletin(post=post, template=TEMPLATE, period=period, unit_id=unit.id, at=at)


def issued(post: ActingPost, unit: Unit, *, number: str = "") -> Bulletin:
    draft = drafted(post, unit)
    with bound(post):
        return acts.issue_bulletin(
            post=post, bulletin_id=draft.id, version=draft.version, dated=DATED, number=number, at=AT
        )


def read_again(bulletin: Bulletin) -> Bulletin:
    with bound(system_post("test")):
        return Bulletin.objects.get(id=bulletin.id)


def test_a_draft_is_filled_from_the_figures_of_now(tree: Tree) -> None:
    post = acting(tree.office)
    draft = drafted(post, tree.province)
    assert draft.title == "关于河南省2019年第二季度“三通”建设进展情况的通报"
    assert (draft.state, draft.unit_path, draft.issuer_name) == (Bulletin.State.DRAFT, "cn.41.", "河南省教育厅")
    numbers = FrozenNumbers(draft.figures)
    assert str(numbers.value("broadband_school_ratio").value) == "0.905"
    assert str(numbers.value("broadband_school_ratio", period="last").value) == "0.9"
    assert numbers.value("broadband_school_ratio", period="last_year").value is None
    assert [place.name for place in numbers.places("broadband_school_ratio")] == ["郑州市", "信阳市"]
    assert [title for title, _number in numbers.history("broadband_school_ratio")] == [
        "2019年第一季度",
        "2019年第二季度",
    ]
    kept = list(figures_of(draft.figures))
    assert {(figure.version, figure.is_withheld) for figure in kept} == {(3, False)}
    assert len(kept) == len(CODES) * 2 * 3, "each indicator in two quarters, of the province and two cities"


def test_ranks_are_among_the_units_under_the_same_one(tree: Tree) -> None:
    post = acting(tree.province)
    numbers = FrozenNumbers(drafted(post, tree.cities[0]).figures)
    better, fewer = numbers.rank("broadband_school_ratio"), numbers.rank("unconnected_school_count")
    assert (better.place, better.among) == (2, 2)
    assert (fewer.place, fewer.among) == (1, 2), "where less is better, the smallest leads"
    own = FrozenNumbers(drafted(acting(tree.cities[0]), tree.cities[0]).figures)
    assert own.rank("broadband_school_ratio").place is None, "a city does not see the others"


def test_what_was_issued_stays_whatever_is_measured_later(tree: Tree) -> None:
    post = acting(tree.province)
    bulletin = issued(post, tree.province, number="豫教信通〔2026〕3号")
    first = paper_of(read_again(bulletin))
    word, pdf = word_document(first), pdf_document(first).data
    change_value("broadband_school_ratio", tree.province.unit_path, 0.1)
    again = paper_of(read_again(bulletin))
    assert word_document(again) == word
    assert pdf_document(again).data == pdf
    with bound(post):
        kept = [
            file_of(read_again(bulletin), form, at=AT + timedelta(days=day))
            for day in (0, 9)
            for form in ("docx", "pdf")
        ]
    assert kept == [word, pdf, word, pdf]
    with bound(system_post("test")):
        entries = Entry.objects.filter(object_kind="monitoring.bulletin").order_by("id")
        assert [entry.act for entry in entries] == ["monitoring.draft_bulletin", "monitoring.issue_bulletin"]
        assert Event.objects.filter(name="monitoring.BulletinIssued", unit_path="cn.41.").count() == 1


def test_the_database_itself_keeps_what_was_issued(tree: Tree) -> None:
    bulletin = issued(acting(tree.province), tree.province)
    with bound(system_post("test")):
        frozen: list[dict[str, Any]] = [
            {"figures": {}},
            {"wording": "x"},
            {"number": "1"},
            {"dated": date(2019, 8, 21)},
        ]
        for changes in frozen:
            with pytest.raises(IntegrityError, match="frozen"), transaction.atomic():
                Bulletin.objects.filter(id=bulletin.id).update(**changes)


def test_a_draft_is_filled_anew_until_it_is_issued(tree: Tree) -> None:
    post = acting(tree.province)
    draft = drafted(post, tree.province)
    change_value("broadband_school_ratio", tree.province.unit_path, 0.99)
    with bound(post):
        fresh = acts.refill_draft(post=post, bulletin_id=draft.id, version=draft.version, at=AT)
        assert str(FrozenNumbers(fresh.figures).value("broadband_school_ratio").value) == "0.99"
        with pytest.raises(refusals.SomebodyChangedTheBulletin):
            acts.issue_bulletin(post=post, bulletin_id=draft.id, version=1, dated=DATED, at=AT)
        acts.issue_bulletin(post=post, bulletin_id=draft.id, version=fresh.version, dated=DATED, at=AT)
        with pytest.raises(refusals.BulletinIsNotADraft):
            acts.refill_draft(post=post, bulletin_id=draft.id, version=3, at=AT)


def test_refusals_of_drafting(tree: Tree) -> None:
    post = acting(tree.province)
    drafted(post, tree.province)
    with bound(post):
        for wanted, changes in (
            (refusals.BulletinExists, {}),
            (refusals.UnitHasNoBulletins, {"unit_id": tree.schools[0].id}),
            (Refusal, {"template": "none"}),
            (Refusal, {"period": "2026"}),
            (Refusal, {"period": "2017Q1"}),
            (NotFound, {"unit_id": 0}),
        ):
            given: dict[str, Any] = {"template": TEMPLATE, "period": PERIOD, "unit_id": tree.province.id, **changes}
            with pytest.raises(wanted):
                acts.draft_bulletin(post=post, at=AT, **given)
        assert Bulletin.objects.count() == 1
    analyst = acting(tree.province, role="analyst")
    with bound(analyst), pytest.raises(refusals.MayNotWriteBulletins):
        acts.draft_bulletin(post=analyst, template=TEMPLATE, period=PERIOD, unit_id=tree.cities[0].id, at=AT)


def test_refusals_of_issuing(tree: Tree) -> None:
    post = acting(tree.province)
    issued(post, tree.province, number="一号")
    draft = drafted(post, tree.cities[0])
    with bound(post):
        for wanted, changes in (
            (refusals.NumberIsTaken, {"number": " 一号 "}),
            (refusals.DayIsNotYetThere, {"dated": date(2026, 9, 2)}),
            (refusals.PeriodHasNotBegun, {"dated": date(2019, 3, 31)}),
        ):
            given: dict[str, Any] = {"dated": DATED, **changes}
            with pytest.raises(wanted):
                acts.issue_bulletin(post=post, bulletin_id=draft.id, version=1, at=AT, **given)
    assert read_again(draft).state is Bulletin.State.DRAFT
    city = acting(tree.cities[0])
    with bound(city), pytest.raises(refusals.BulletinIsAbsent):
        acts.issue_bulletin(post=city, bulletin_id=draft.id, version=1, dated=DATED, at=AT)


def test_withdrawing_says_why_and_makes_room_for_another(tree: Tree) -> None:
    post, city = acting(tree.province), acting(tree.cities[0])
    bulletin = issued(post, tree.cities[0])
    with bound(city), pytest.raises(refusals.BulletinIsNotYours):
        acts.withdraw_bulletin(post=city, bulletin_id=bulletin.id, version=2, reason="错误", at=AT)
    with bound(post):
        with pytest.raises(Refusal):
            acts.withdraw_bulletin(post=post, bulletin_id=bulletin.id, version=2, reason="  ", at=AT)
        done = acts.withdraw_bulletin(post=post, bulletin_id=bulletin.id, version=2, reason="数据更正", at=AT)
        assert (done.state, done.withdrawal_reason, done.shared) == (Bulletin.State.WITHDRAWN, "数据更正", True)
        with pytest.raises(refusals.BulletinIsNotIssued):
            acts.withdraw_bulletin(post=post, bulletin_id=bulletin.id, version=3, reason="再次", at=AT)
    assert drafted(post, tree.cities[0]).state is Bulletin.State.DRAFT


def test_discarding_leaves_an_entry(tree: Tree) -> None:
    post = acting(tree.province)
    draft = drafted(post, tree.province)
    with bound(post):
        acts.discard_draft(post=post, bulletin_id=draft.id, version=1, at=AT)
        assert Bulletin.objects.count() == 0
        assert Entry.objects.filter(act="monitoring.discard_draft").count() == 1
