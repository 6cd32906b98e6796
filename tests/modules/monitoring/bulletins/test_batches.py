"""A bulletin for every unit of a level: in the background, resumable, one unit's lack not the others'."""

import pytest

from tests.factories import AT, Tree, acting, make_post
from tests.jobs import run_pending
from tests.modules.monitoring.bulletins.measured import PERIOD, TEMPLATE
from tests.modules.monitoring.bulletins.test_issuing import DATED, drafted
from tests.web import client_of
from xuezheng.engines.indicators.models import IndicatorValue
from xuezheng.kernel.files.models import Attachment
from xuezheng.kernel.journal.models import Entry
from xuezheng.kernel.refusals import Conflict, Refusal
from xuezheng.kernel.scope.acting import ActingPost, system_post
from xuezheng.kernel.scope.binding import bound
from xuezheng.modules.monitoring import refusals
from xuezheng.modules.monitoring.actions import bulletins as acts
from xuezheng.modules.monitoring.actions.bulletins import batches as writing
from xuezheng.modules.monitoring.models import Bulletin, BulletinBatch

pytestmark = pytest.mark.integration


def begun(post: ActingPost, *, level: str = "county", issues: bool = True) -> BulletinBatch:
    with bound(post):
        return acts.write_batch(
            post=post, template=TEMPLATE, period=PERIOD, level=level, dated=DATED, issues=issues, at=AT
        )


def now_of(batch: BulletinBatch) -> BulletinBatch:
    with bound(system_post("test")):
        return BulletinBatch.objects.get(id=batch.id)


def written() -> dict[str, str]:
    with bound(system_post("test")):
        return {row.subject_name: row.state.value for row in Bulletin.objects.order_by("subject_path")}


def test_every_county_gets_one_with_its_files(tree: Tree) -> None:
    batch = begun(acting(tree.province))
    assert batch.total == 4
    assert run_pending() == ["monitoring.write_bulletins"]
    assert written() == {county.name: "issued" for county in tree.counties}
    done = now_of(batch)
    assert (done.failures, done.total, done.ended_at is not None) == ([], 4, True)
    with bound(system_post("test")):
        kept = Attachment.objects.filter(object_kind="monitoring.bulletin")
        assert sorted(name.rpartition(".")[2] for name in kept.values_list("name", flat=True)) == [
            *["docx"] * 4,
            *["pdf"] * 4,
        ]
        assert Entry.objects.filter(act="monitoring.issue_bulletin").count() == 4
        assert set(Bulletin.objects.values_list("batch_id", flat=True)) == {batch.id}


def test_one_without_figures_keeps_nobody_else_and_is_tried_again(tree: Tree) -> None:
    post, bare = acting(tree.province), tree.counties[1]
    with bound(system_post("test")):
        kept = list(IndicatorValue.objects.filter(unit_path=bare.unit_path))
        IndicatorValue.objects.filter(unit_path=bare.unit_path).delete()
    drafted(post, tree.counties[3])
    batch = begun(post, issues=False)
    run_pending()
    assert [failure["unit"] for failure in now_of(batch).failures] == [bare.name, tree.counties[3].name]
    assert "was measured" in now_of(batch).failures[0]["sentence"]
    assert "is there already" in now_of(batch).failures[1]["sentence"]
    others = {county.name: "draft" for county in tree.counties if county != bare}
    assert written() == others
    with bound(system_post("test")):
        IndicatorValue.objects.bulk_create(kept)
        Bulletin.objects.filter(subject_path=tree.counties[3].unit_path).delete()
    with bound(post):
        acts.resume_batch(post=post, batch_id=batch.id, at=AT)
    run_pending()
    assert (now_of(batch).failures, len(written())) == ([], 4)
    with bound(post), pytest.raises(Conflict):
        acts.resume_batch(post=post, batch_id=batch.id, at=AT)


def test_a_worker_that_dies_midway_is_followed_by_one_that_goes_on(tree: Tree, monkeypatch: pytest.MonkeyPatch) -> None:
    batch = begun(acting(tree.province), issues=False)
    real = acts.draft_bulletin

    def killed_at_the_third(**given: object) -> Bulletin:
        if given["unit_id"] == tree.counties[2].id:
            raise KeyboardInterrupt
        return real(**given)  # type: ignore[arg-type] # what the job gives

    with monkeypatch.context() as broken:
        broken.setattr(writing, "draft_bulletin", killed_at_the_third)
        with pytest.raises(KeyboardInterrupt):
            run_pending()
    assert len(written()) == 2
    run_pending()
    assert (len(written()), now_of(batch).failures) == (4, [])


def test_a_mistake_of_ours_is_told_by_its_kind(tree: Tree, monkeypatch: pytest.MonkeyPatch) -> None:
    batch = begun(acting(tree.province), level="city", issues=False)
    real = acts.draft_bulletin

    def mistaken(**given: object) -> Bulletin:
        if given["unit_id"] == tree.cities[0].id:
            raise KeyError("broken")
        return real(**given)  # type: ignore[arg-type] # what the job gives

    monkeypatch.setattr(writing, "draft_bulletin", mistaken)
    run_pending()
    assert [failure["unit"] for failure in now_of(batch).failures] == [tree.cities[0].name]
    assert "KeyError" in now_of(batch).failures[0]["sentence"]
    assert written() == {tree.cities[1].name: "draft"}


def test_refusals_and_the_page(tree: Tree) -> None:
    for unit, level in ((tree.cities[0], "city"), (tree.counties[0], "county"), (tree.province, "school")):
        post = acting(unit)
        with bound(post), pytest.raises(Refusal):
            acts.write_batch(post=post, template=TEMPLATE, period=PERIOD, level=level, dated=DATED, issues=True, at=AT)
    batch, officer = begun(acting(tree.province), level="city", issues=False), acting(tree.cities[0])
    with bound(officer), pytest.raises(refusals.BatchIsAbsent):
        acts.resume_batch(post=officer, batch_id=batch.id, at=AT)
    province, city = client_of(make_post(tree.province)), client_of(make_post(tree.cities[0]))
    page = f"/monitoring/bulletins/batches/{batch.id}/"
    assert 'hx-trigger="every 2s"' in province.get(page).content.decode()
    run_pending()
    shown = province.get(page).content.decode()
    assert 'hx-trigger="every 2s"' not in shown
    assert shown.count("“三通”建设进展情况的通报") == 2
    assert city.get(page).status_code == 404
    begins = province.get("/monitoring/bulletins/batches/new/").context["form"]
    assert (begins["template"].value(), begins["period"].value()) == (TEMPLATE, PERIOD)
    county = client_of(make_post(tree.counties[0]))
    assert county.get("/monitoring/bulletins/batches/new/").headers["Location"] == "/monitoring/bulletins/new/"
    form = {"template": TEMPLATE, "period": PERIOD, "level": "county", "dated": "2019-08-20", "issues": ""}
    asked = city.post("/monitoring/bulletins/batches/new/", form)
    assert asked.status_code == 302
    assert run_pending() == ["monitoring.write_bulletins"]
    assert len(written()) == 4
