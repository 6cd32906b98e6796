"""Two who word or take in the same at the same time: the second is told what it would be told a moment later."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from pytest_django import Settings

from tests.factories import AT, Tree, acting
from tests.modules.monitoring.packages.test_wording import SHARE, TEMPLATE, TEXT
from tests.modules.monitoring.together import refusal_of, second_refused
from xuezheng.engines.indicators import facade as indicators
from xuezheng.engines.indicators.models import IndicatorVersion
from xuezheng.kernel.refusals import Conflict, Refusal
from xuezheng.kernel.scope.acting import ActingPost, system_post
from xuezheng.kernel.scope.binding import bound
from xuezheng.modules.monitoring.actions.load_catalogue import load_catalogue
from xuezheng.modules.monitoring.actions.packages.import_package import import_package
from xuezheng.modules.monitoring.actions.packages.reword_part import reword_part
from xuezheng.modules.monitoring.bulletins.templates import newest_wordings
from xuezheng.modules.monitoring.measuring.reader import LakeReader
from xuezheng.modules.monitoring.packages.container import Package, fingerprint, pack
from xuezheng.modules.monitoring.packages.gathering import present_part

pytestmark = pytest.mark.integration
MEASURES = ("sum(multimedia) / nullif(sum(rooms), 0)", "sum(multimedia) / sum(rooms + 0)", "sum(multimedia) / count(*)")


@pytest.fixture
def office(committed_db: None, lake: Path, settings: Settings) -> ActingPost:
    tree = Tree()
    settings.TOP_UNIT_PATH = tree.province.unit_path
    load_catalogue(at=AT)
    return acting(tree.office)


def worded(before: str) -> Sequence[str]:
    return [before.replace("sum(multimedia) / sum(rooms)", measure) for measure in MEASURES]


def numbers() -> list[int]:
    return list(
        IndicatorVersion.objects.filter(code="multimedia_sample").order_by("number").values_list("number", flat=True)
    )


def test_who_words_the_same_definition_is_told(office: ActingPost) -> None:
    with bound(office):
        before = present_part(SHARE)
    seen, texts = fingerprint(before), worded(before)

    def reword(place: int) -> None:
        reword_part(post=office, name=SHARE, text=texts[place], seen=seen, origin="甲", at=AT)

    told = second_refused(office, lambda: reword(0), lambda: reword(1))
    later = refusal_of(office, lambda: reword(2))
    assert isinstance(told, Conflict)
    assert (type(told), str(told)) == (type(later), str(later))
    assert numbers() == [1, 2]


def test_who_takes_the_same_package_in_is_told(office: ActingPost) -> None:
    with bound(office):
        parts = {SHARE: worded(present_part(SHARE))[0], TEMPLATE: TEXT}
    data = pack(Package(year=2026, source="甲", parts=parts))

    def take() -> None:
        import_package(post=office, data=data, chosen=list(parts), at=AT)

    told, later = second_refused(office, take, take), refusal_of(office, take)
    assert isinstance(told, Refusal)
    assert (type(told), str(told)) == (type(later), str(later))
    assert numbers() == [1, 2]
    with bound(system_post("test")):
        assert newest_wordings()["plain_sample"].number == 1


def test_a_release_and_the_office_count_on_from_each_other(office: ActingPost, catalog: Path) -> None:
    """The release's wording was there first; the office's, written at the same time, is the next."""
    file = catalog / "indicators.yaml"
    texts = worded(file.read_text(encoding="utf-8"))
    with bound(office):
        single = worded(present_part(SHARE))[1]
    read = indicators.read_definition(single, name="multimedia_sample.yaml", tables=LakeReader())

    def release() -> None:
        file.write_text(texts[0], encoding="utf-8")
        load_catalogue(at=AT)

    def take() -> None:
        indicators.import_definitions(definitions=[read], origin="甲", at=AT)

    assert second_refused(system_post("test"), release, take) is None
    assert numbers() == [1, 2, 3]
