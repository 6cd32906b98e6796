"""The page of suspicious figures: what jumped since last period, each post its own units', and nothing of drafts."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.test import Client

from tests.engines.forms.scene import AT, Scene
from tests.factories import make_post
from tests.web import client_of
from xuezheng.engines.forms.actions.collecting import open_collection
from xuezheng.engines.forms.models import Collection, Report
from xuezheng.kernel.scope.acting import system_post
from xuezheng.kernel.scope.binding import bound
from xuezheng.kernel.units.models import Unit

pytestmark = [pytest.mark.integration, pytest.mark.django_db]
LATER = AT + timedelta(days=60)


@pytest.fixture
def second(scene: Scene) -> Collection:
    """Two quarters of one form: all schools had 40 computers; now 118 in two of them, and 41 in the others."""
    first = scene.collect()
    with bound(scene.province):
        now = open_collection(
            post=scene.province,
            edition_id=first.edition_id,
            period="2026Q4",
            due_at=LATER + timedelta(days=30),
            closes_at=LATER + timedelta(days=40),
            at=LATER,
        )
    jumped = {scene.tree.schools[0].id, scene.tree.schools[2].id}
    with bound(system_post("test")):
        Report.objects.filter(collection=first).update(
            answers={"computers": "40"}, submitted_at=AT, first_submitted_at=AT
        )
        Report.objects.filter(collection=now).exclude(unit__in=jumped).update(
            answers={"computers": "41"}, submitted_at=LATER, first_submitted_at=LATER
        )
        Report.objects.filter(collection=now, unit__in=jumped).update(
            answers={"computers": "118"}, submitted_at=LATER, first_submitted_at=LATER
        )
    return now


def client(unit: Unit, role: str = "officer") -> Client:
    return client_of(make_post(unit, role=role))


def found(unit: Unit, collection: Collection, **asked: str) -> list[tuple[str, str]]:
    answer = client(unit).get(f"/forms/collections/{collection.id}/suspicious/", asked)
    return [(row["unit"], row["sentence"]) for row in answer.context["rows"]]


def test_a_jump_is_shown_to_the_posts_above_the_school(scene: Scene, second: Collection) -> None:
    sentence = "学生用计算机：118，上期为40。"
    schools, tree = scene.tree.schools, scene.tree
    assert found(tree.province, second) == [(schools[0].name, sentence), (schools[2].name, sentence)]
    assert found(tree.counties[0], second) == [(schools[0].name, sentence)]
    assert found(tree.counties[2], second) == []
    assert found(tree.province, second, kind="twin") == []
    assert found(tree.province, second, kind="jump", after=f"jump/{schools[0].unit_path}~") == [
        (schools[2].name, sentence)
    ]


def test_what_is_not_submitted_is_nobodys_business(scene: Scene, second: Collection) -> None:
    with bound(system_post("test")):
        Report.objects.filter(collection=second).update(submitted_at=None)
    assert found(scene.tree.province, second) == []


def test_a_school_does_not_look_at_others(scene: Scene, second: Collection) -> None:
    page = f"/forms/collections/{second.id}/suspicious/"
    assert client(scene.tree.schools[0], "cio").get(page).status_code == 403
    assert client(scene.tree.province).get(page, {"format": "xlsx"}).status_code == 200


def test_the_first_collection_has_nothing_to_jump_from(scene: Scene, second: Collection) -> None:
    with bound(system_post("test")):
        first = Collection.objects.exclude(id=second.id).get()
        kept = Report.objects.filter(collection=first).values_list("answers", flat=True)
        assert {Decimal(answers["computers"]) for answers in kept} == {Decimal(40)}
    assert found(scene.tree.province, first) == []
