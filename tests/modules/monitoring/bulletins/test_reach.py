"""Whom a bulletin reaches: drafts nobody else, issued ones those they are about, published ones everybody. Pages, REST, files."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from tests.factories import AT, Tree, acting, make_post
from tests.modules.monitoring.bulletins.test_issuing import drafted, issued
from tests.web import client_of
from xuezheng.engines.inbox.policies import messages_visible_to
from xuezheng.kernel.scope.acting import ActingPost, system_post
from xuezheng.kernel.scope.binding import bound
from xuezheng.kernel.units.models import Unit
from xuezheng.modules.monitoring.actions import bulletins as acts
from xuezheng.modules.monitoring.models import Bulletin
from xuezheng.modules.monitoring.policies.bulletins import bulletins_visible_to, can_view_bulletin, published_bulletins
from xuezheng.modules.monitoring.refusals import BulletinIsNotIssued, BulletinIsNotYours, MayNotPublishBulletins

pytestmark = pytest.mark.integration


def readers(tree: Tree, bulletin: Bulletin) -> set[str]:
    """Names of the units whose post sees it, by the policy, by the query and by the database."""
    found = set()
    for unit in (tree.ministry, tree.province, *tree.cities, *tree.counties, *tree.schools):
        role = "school_administrator" if unit in tree.schools else "officer"
        post = acting(unit, role=role)
        with bound(post):
            listed = bulletins_visible_to(post).filter(id=bulletin.id).exists()
            guarded = Bulletin.objects.filter(id=bulletin.id).exists()
        assert listed == guarded == can_view_bulletin(post, bulletin), unit.name
        if listed:
            found.add(unit.name)
    return found


def named(*units: Unit) -> set[str]:
    return {unit.name for unit in units}


def test_a_draft_is_its_issuers_own(tree: Tree) -> None:
    draft = drafted(acting(tree.province), tree.cities[0])
    assert readers(tree, draft) == named(tree.ministry, tree.province)


def test_an_issued_one_reaches_those_it_is_about(tree: Tree) -> None:
    bulletin = issued(acting(tree.province), tree.counties[0])
    expected = named(tree.ministry, tree.province, tree.cities[0], tree.counties[0], *tree.schools[:2])
    assert readers(tree, bulletin) == expected
    whole = issued(acting(tree.province), tree.province)
    everybody = named(tree.ministry, tree.province, *tree.cities, *tree.counties, *tree.schools)
    assert readers(tree, whole) == everybody


def told(unit: Unit) -> list[str]:
    """Messages that an officer of the unit finds, in English; those of one moment come in no order."""
    with bound(acting(unit)) as post, override("en"):
        return sorted(row.words for row in messages_visible_to(post))


def test_the_unit_it_is_about_is_told_once_of_each(tree: Tree) -> None:
    post = acting(tree.province)
    bulletin = issued(post, tree.cities[0])
    issued(post, tree.province)
    said = f"{tree.province.name} issued “{bulletin.title}” about your unit"
    assert told(tree.cities[0]) == [said]
    assert told(tree.province) == told(tree.cities[1]) == told(tree.counties[0]) == []
    later = AT + timedelta(days=1)
    with bound(post):
        acts.withdraw_bulletin(post=post, bulletin_id=bulletin.id, version=bulletin.version, reason="更正", at=later)
    assert told(tree.cities[0]) == [said, f"{tree.province.name} withdrew “{bulletin.title}”: 更正"]


def test_whoever_is_not_signed_in_is_led_to_what_is_published(tree: Tree, client: Client) -> None:
    post = acting(tree.province)
    bulletin = opened(post, issued(post, tree.cities[0]))
    client.cookies["language"] = "en"
    shown = client.get(reverse("sign-in")).content.decode()
    assert f'<a href="{reverse("open-bulletins")}">Published bulletins</a>' in shown
    assert bulletin.title in client.get(reverse("open-bulletins")).content.decode()


def opened(post: ActingPost, bulletin: Bulletin) -> Bulletin:
    with bound(post):
        return acts.publish_bulletin(post=post, bulletin_id=bulletin.id, version=bulletin.version, at=AT)


def test_a_published_one_is_everybodys_until_it_is_closed_or_withdrawn(tree: Tree) -> None:
    post = acting(tree.province)
    bulletin, other = issued(post, tree.cities[0]), issued(post, tree.cities[1])
    assert list(published_bulletins()) == []
    bulletin = opened(post, bulletin)
    assert [row.id for row in published_bulletins()] == [bulletin.id], "where nobody is bound, only what is published"
    assert list(Bulletin.objects.values_list("id", flat=True)) == [bulletin.id]
    assert named(*tree.cities) <= readers(tree, bulletin)
    with bound(post):
        closed = acts.close_publication(post=post, bulletin_id=bulletin.id, version=bulletin.version, at=AT)
    assert list(published_bulletins()) == []
    again = opened(post, closed)
    with bound(post):
        acts.withdraw_bulletin(post=post, bulletin_id=again.id, version=again.version, reason="更正", at=AT)
    opened(post, other)
    assert [row.id for row in published_bulletins()] == [other.id]


def test_refusals_of_publishing(tree: Tree) -> None:
    officer, county = acting(tree.province, role="officer"), acting(tree.cities[0])
    bulletin, draft = issued(officer, tree.cities[0]), drafted(officer, tree.cities[1])
    for post, row, wanted in (
        (officer, bulletin, MayNotPublishBulletins),
        (county, bulletin, BulletinIsNotYours),
        (acting(tree.province), draft, BulletinIsNotIssued),
    ):
        with bound(post), pytest.raises(wanted):
            acts.publish_bulletin(post=post, bulletin_id=row.id, version=row.version, at=AT)
    with bound(system_post("test")):
        assert Bulletin.objects.filter(published=True).count() == 0


@pytest.fixture
def province(tree: Tree) -> Client:
    return client_of(make_post(tree.province))


def test_a_bulletin_goes_from_form_to_files_by_its_pages(tree: Tree, province: Client) -> None:
    assert province.get("/monitoring/bulletins/").status_code == 200
    form = {"template": "three_links_quarterly", "period": "2019Q2", "unit": tree.cities[0].code}
    made = province.post("/monitoring/bulletins/new/", form)
    page = made.headers["Location"]
    shown = province.get(page).content.decode()
    assert (
        f"/monitoring/indicators/broadband_school_ratio/opened/?unit={tree.cities[0].code}&amp;period=2019Q2" in shown
    )
    again = province.post("/monitoring/bulletins/new/", form, follow=True)
    assert again.redirect_chain == [(page, 302)]
    assert [str(each) for each in again.context["messages"]] == [
        "“关于郑州市2019年第二季度“三通”建设进展情况的通报”已经存在。可对草稿重新取数，或先撤回已印发的通报。"
    ]
    issuing = province.post(f"{page}issue/", {"version": 1, "dated": "2019-08-20", "number": "豫教信通〔2026〕3号"})
    assert issuing.headers["Location"] == page
    word, pdf = province.get(f"{page}file.docx").content, province.get(f"{page}file.pdf").content
    assert (word[:2], pdf[:5]) == (b"PK", b"%PDF-")
    assert province.get(f"{page}file.docx").content == word
    assert province.get(f"{page}file.odt").status_code == 404
    listed = province.get("/monitoring/bulletins/?state=issued&unit=郑州&period=2019Q2").content.decode()
    assert page in listed
    assert page not in province.get("/monitoring/bulletins/?state=draft").content.decode()


def test_a_draft_begins_with_the_newest_period_and_a_template_for_it(tree: Tree, province: Client) -> None:
    form = province.get("/monitoring/bulletins/new/").context["form"]
    assert {name: form[name].value() for name in ("template", "period", "unit")} == {
        "template": "three_links_quarterly",
        "period": "2019Q2",
        "unit": tree.province.code,
    }


def test_a_foreign_figure_leads_nowhere(tree: Tree) -> None:
    """Whoever reads the bulletin of the unit above sees its figures, but not what they are made of."""
    issued(acting(tree.province), tree.province)
    county = client_of(make_post(tree.counties[0]))
    with bound(system_post("test")):
        bulletin = Bulletin.objects.get()
    shown = county.get(f"/monitoring/bulletins/{bulletin.id}/").content.decode()
    assert "“三通”建设进展情况的通报" in shown
    assert "/opened/" not in shown


def test_rest_lists_and_reads(tree: Tree, province: Client) -> None:
    bulletin = issued(acting(tree.province), tree.cities[0])
    item = province.get("/api/v1/monitoring/bulletins?period=2019Q2").json()["items"][0]
    assert (item["id"], item["state"], item["subject"]) == (str(bulletin.id), "issued", "郑州市教育局")
    read = province.get(f"/api/v1/monitoring/bulletins/{bulletin.id}").json()
    figure = next(each for each in read["figures"] if each["indicator"] == "broadband_school_ratio")
    assert (figure["definition_version"], figure["withheld"]) == (3, False)
    assert read["fingerprint"] == bulletin.fingerprint
