"""Plain text in the encodings of Chinese offices; what makes no sense in any of them is refused."""

import pytest

from tests.engines.papers.sources.written import LINES
from xuezheng.engines.papers.sources import read_source
from xuezheng.engines.papers.sources.plain import is_garbled
from xuezheng.engines.papers.sources.refusing import TextIsUnreadable

pytestmark = pytest.mark.unit
TEXT = "\n".join(LINES)


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]
)
def test_each_encoding(encoding: str) -> None:
    source = read_source(TEXT.encode(encoding), filename="要点.txt")
    assert (source.text, source.kind, source.pages, source.remarks) == (TEXT, "txt", None, ())


def test_line_ends_of_every_system_and_page_breaks() -> None:
    content = "甲\r\n乙\r丙\u2028丁\f戊\n\f\n己\x1a".encode()
    assert read_source(content, filename="a.txt").text.split("\n") == ["甲", "乙", "丙", "丁", "\f", "戊", "\f", "己"]


def test_wording_and_indents_stay() -> None:
    assert (
        read_source("　　一 、 目标 \n\n  （一）　甲".encode(), filename="a.txt").text
        == "　　一 、 目标\n\n  （一）　甲"
    )


@pytest.mark.parametrize(
    "content",
    [
        b"\xff\xfe\x00\xd8\x00\xd8",
        b"\xef\xbb\xbf\xff\xff\xff",
        bytes(range(1, 32)) * 20,
        "中文\x00\x01\x02中文".encode(),
        TEXT.encode().decode("latin-1").encode(),
    ],
)
def test_what_is_no_text_is_refused(content: bytes) -> None:
    with pytest.raises(TextIsUnreadable) as caught:
        read_source(content, filename="要点.txt")
    assert str(caught.value) == (
        "“要点.txt” is no text in UTF-8, UTF-16 or GB 18030: save it as UTF-8 text and send it again."
    )


@pytest.mark.parametrize(
    ("text", "garbled"),
    [
        (TEXT, False),
        ("José Müller，网络±5%·面积×2", False),
        ("ÖÐ¹ú½ÌÓý²¿¹ØÓÚ", True),
        ("\ue001\ue002\ue003\ue004", True),
        ("网\ufffd\ufffd学校", True),
        ("", False),
    ],
)
def test_garbled_text_is_known(text: str, garbled: bool) -> None:
    assert is_garbled(text) is garbled
