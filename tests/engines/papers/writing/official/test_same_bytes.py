"""The same document is the same bytes: at another moment, in another process, under another order of hashes."""

import hashlib
import os
import subprocess
import sys
import time
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.conf import settings

from tests.engines.papers.writing.official.papers import a_chart, a_paper
from xuezheng.engines.papers.maps import choropleth
from xuezheng.engines.papers.writing.official import pdf_document, word_document
from xuezheng.engines.papers.writing.official.pictures import drawing_of, with_counted_ids

pytestmark = pytest.mark.unit
PRINTED = """
import sys
from django.conf import settings
settings.configure(FONTS=sys.argv[1], USE_I18N=False)
from tests.engines.papers.writing.official.test_same_bytes import fingerprints
print(*fingerprints())
"""


def fingerprints() -> list[str]:
    paper = a_paper()
    return [hashlib.sha256(data).hexdigest() for data in (word_document(paper), pdf_document(paper).data)]


def _begun(*, seed: str, zone: str) -> subprocess.Popen[str]:
    environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "PYTHONPATH": os.pathsep.join(sys.path)}
    arguments = [sys.executable, "-c", PRINTED, str(settings.FONTS)]
    return subprocess.Popen(arguments, env=environment, stdout=subprocess.PIPE, text=True)


def test_processes_with_other_orders_of_hashes_write_the_same_bytes() -> None:
    begun = [_begun(seed="1", zone="UTC"), _begun(seed="2", zone="Asia/Shanghai")]
    here = fingerprints()

    assert [process.communicate()[0].split() for process in begun] == [here, here]


def test_a_day_later_the_bytes_are_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    before, real = fingerprints(), time.time
    monkeypatch.setattr(time, "time", lambda: real() + 100_000)
    monkeypatch.setattr(time, "localtime", lambda _at=None: time.gmtime(real() + 100_000))

    assert fingerprints() == before


def test_nothing_in_the_word_file_is_of_the_moment() -> None:
    with ZipFile(BytesIO(word_document(a_paper()))) as package:
        moments = {member.date_time for member in package.infolist()}

    assert moments == {(1980, 1, 1, 0, 0, 0)}


def test_a_drawing_is_the_same_however_many_were_drawn_before_it() -> None:
    province = choropleth(
        {"410100": 1.0}, level="city", parent="410000", title="各市", description="季末", value_title="比例"
    )
    svg = drawing_of(province).svg

    assert 'id="d0"' in svg
    assert with_counted_ids(svg.replace('"d0"', '"gradient_7"').replace("(#d0)", "(#gradient_7)")) == svg


def test_equal_charts_are_drawn_once() -> None:
    first, second, other = (drawing_of(figure) for figure in (a_chart(), a_chart(), a_chart(highest=3)))

    assert first.svg is second.svg
    assert first.png() is second.png()
    assert other.svg != first.svg
