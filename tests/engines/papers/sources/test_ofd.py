"""OFD: text by places, templates and signatures aside."""

import pytest

from tests.engines.papers.sources.written import LINES, OFD, archive, ofd, ofd_lines, ofd_text
from xuezheng.engines.papers.sources import SourceText, read_source
from xuezheng.engines.papers.sources.refusing import (
    FileHasEntities,
    FileHasTooManyPages,
    FileIsBroken,
    FileIsEncrypted,
    NothingToRead,
    SourceRefused,
)

pytestmark = pytest.mark.unit
TEMPLATES = "Page templates (running heads and the like) were left out: {0}"


def read(*pages: str, body: str = "", document: str = "") -> SourceText:
    return read_source(ofd(pages, body=body, document=document), filename="a.ofd")


def test_lines_and_pages() -> None:
    source = read(ofd_lines(LINES[:5]), ofd_lines(LINES[5:]))
    assert source.text.split("\n") == [*LINES[:5], "\f", *LINES[5:]]
    assert (source.kind, source.pages) == ("ofd", 2)
    assert [str(remark) for remark in source.remarks] == [TEMPLATES.format(2)]


def test_objects_in_any_order_and_one_line_of_several() -> None:
    page = ofd_text("第二行", x=20, y=40) + ofd_text("一行", x=30, y=20) + ofd_text("第", x=25, y=20)
    assert read(page).text == "\u3000第一行\n第二行"


def test_steps_stated_by_repetition_and_one_by_one() -> None:
    wide = ofd_text("教育局", x=20, y=20, deltas="g 2 7")
    apart = ofd_text("甲乙丙", x=20, y=30, deltas="5 40")
    assert read(wide + apart).text == "教育局\n甲乙  丙"


def test_a_matrix_moves_and_scales() -> None:
    moved = (
        '<ofd:TextObject ID="1" Boundary="20 20 100 10" CTM="0.5 0 0 0.5 30 0" Size="10"><ofd:TextCode X="0" Y="8" DeltaX="10">'
        "后半</ofd:TextCode></ofd:TextObject>"
    )
    assert read(moved + ofd_text("前半句", x=35, y=20)).text == "前半句后半"


def test_writing_downward_has_its_own_lines() -> None:
    down = (
        '<ofd:TextObject ID="1" Boundary="20 20 10 100" Size="5"><ofd:TextCode X="0" Y="4" DeltaX="g 2 0" DeltaY="g 2 6">'
        "竖排字</ofd:TextCode></ofd:TextObject>"
    )
    assert read(down).text == "竖\n排\n字"


def test_what_is_no_text_is_named() -> None:
    page = ofd_text("正文", x=20, y=20) + '<ofd:ImageObject ID="5" ResourceID="6" Boundary="0 0 9 9"/>'
    hidden = ofd_text("隐", x=20, y=50).replace("<ofd:TextObject", '<ofd:TextObject Visible="false"')
    source = read(
        page + hidden,
        body="<ofd:Signatures>/Doc_0/Signs/Signatures.xml</ofd:Signatures>",
        document="<ofd:Annotations>Annots.xml</ofd:Annotations>",
    )
    assert source.text == "正文"
    assert [str(remark) for remark in source.remarks] == [
        "Signatures and seals were not verified and are not part of the text.",
        "Pictures were left out; words in them were not read: 1",
        TEMPLATES.format(1),
        "Annotations were left out.",
    ]


def test_locations_from_the_top_and_with_other_slashes() -> None:
    content = archive(
        {
            "OFD.xml": f"<ofd:OFD {OFD}><ofd:DocBody><ofd:DocRoot>/D/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
            "D/Document.xml": f'<ofd:Document {OFD}><ofd:Pages><ofd:Page BaseLoc="P\\0.xml"/></ofd:Pages></ofd:Document>',
            "D/P/0.xml": f"<ofd:Page {OFD}>{ofd_text('正文', x=1, y=1)}</ofd:Page>",
        }
    )
    assert read_source(content, filename="a.ofd").text == "正文"


def test_a_step_repeated_a_billion_times_costs_nothing() -> None:
    assert read(ofd_text("甲乙", x=20, y=20, deltas="g 999999999 5")).text == "甲乙"


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        (ofd([ofd_lines()], more={"Encryptions.xml": "<a/>"}), FileIsEncrypted),
        (ofd([ofd_lines()] * 501), FileHasTooManyPages),
        (ofd([]), FileIsBroken),
        (archive({"OFD.xml": f"<ofd:OFD {OFD}><ofd:DocBody/></ofd:OFD>"}), FileIsBroken),
        (archive({"OFD.xml": "<!DOCTYPE a><a/>"}), FileHasEntities),
        (ofd(['<ofd:ImageObject ID="5" Boundary="0 0 9 9"/>']), NothingToRead),
    ],
)
def test_refusals(content: bytes, refusal: type[SourceRefused]) -> None:
    with pytest.raises(refusal) as caught:
        read_source(content, filename="a.ofd")
    assert (str(caught.value)[:7], caught.value.field) == ("“a.ofd”", "file")
