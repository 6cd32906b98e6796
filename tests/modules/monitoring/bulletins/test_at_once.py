"""Two people, or one who clicks twice: one bulletin, and the other is told what a later one would be told."""

from pathlib import Path

import pytest
from pytest_django import Settings

from tests.factories import AT, Tree, acting
from tests.modules.monitoring.bulletins.measured import PERIOD, TEMPLATE, measure
from tests.modules.monitoring.bulletins.test_issuing import DATED, drafted, read_again
from tests.modules.monitoring.together import refusal_of, second_refused
from xuezheng.kernel.scope.acting import system_post
from xuezheng.kernel.scope.binding import bound
from xuezheng.modules.monitoring.actions import bulletins as acts
from xuezheng.modules.monitoring.models import Bulletin
from xuezheng.modules.monitoring.refusals import BulletinExists, NumberIsTaken

pytestmark = pytest.mark.integration


@pytest.fixture
def tree(committed_db: None, tmp_path: Path, settings: Settings) -> Tree:
    settings.HOME = tmp_path / "home"
    made = Tree()
    measure(made)
    return made


def test_a_bulletin_is_drafted_once(tree: Tree) -> None:
    post = acting(tree.office)

    def draft() -> None:
        acts.draft_bulletin(post=post, template=TEMPLATE, period=PERIOD, unit_id=tree.province.id, at=AT)

    told, later = second_refused(post, draft, draft), refusal_of(post, draft)
    with bound(system_post("test")):
        (kept,) = Bulletin.objects.all()
    assert isinstance(told, BulletinExists)
    assert isinstance(later, BulletinExists)
    assert (str(told), told.bulletin_id) == (str(later), later.bulletin_id) == (str(later), kept.id)


def test_a_number_is_given_once(tree: Tree) -> None:
    post = acting(tree.office)
    drafts = [drafted(post, unit) for unit in (tree.province, *tree.cities)]

    def issue(place: int) -> None:
        draft = drafts[place]
        acts.issue_bulletin(
            post=post, bulletin_id=draft.id, version=draft.version, dated=DATED, number="豫教信通〔2026〕3号", at=AT
        )

    told, later = second_refused(post, lambda: issue(0), lambda: issue(1)), refusal_of(post, lambda: issue(2))
    assert isinstance(told, NumberIsTaken)
    assert isinstance(later, NumberIsTaken)
    assert (str(told), told.field) == (str(later), "number")
    assert [read_again(draft).number for draft in drafts] == ["豫教信通〔2026〕3号", "", ""]
