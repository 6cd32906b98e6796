"""A paper in a page: figures are links, nothing is script."""

import re

import pytest

from tests.engines.papers.writing.official.papers import a_paper, plain_paper
from xuezheng.engines.papers.writing.official import Heading, Paragraph, Slot, paper_html
from xuezheng.engines.papers.writing.official.paper import Block

pytestmark = pytest.mark.unit


def test_each_figure_leads_to_where_its_reference_says() -> None:
    html = paper_html(a_paper(), address=lambda reference: f"/values/{reference}/")

    links = re.findall(r'<a class="paper-figure" href="([^"]*)">([^<]*)</a>', html)

    assert links == [("/values/network/2018Q3/", "98.5%"), ("/values/a/", "99.1%")]
    assert "联网率为<a" in html


def test_a_figure_without_an_address_is_plain_text() -> None:
    html = paper_html(a_paper(), address=lambda _reference: "")

    assert '<p class="paper-text">联网率为98.5%。</p>' in html


def test_what_looks_like_markup_is_shown_as_it_is() -> None:
    blocks: list[Block] = [
        Heading(level=1, content="<b>"),
        Paragraph(content=[Slot(text="<i>", reference='"><script>')]),
    ]

    html = paper_html(plain_paper(blocks=blocks), address=lambda reference: f"/{reference}")

    assert "<b>" not in html
    assert '<a class="paper-figure" href="/&quot;&gt;&lt;script&gt;">&lt;i&gt;</a>' in html


def test_the_page_has_the_words_of_the_document_in_its_order_and_no_inline_script_or_style() -> None:
    html = paper_html(a_paper(), address=lambda _reference: "")
    words = ["平原省教育厅文件", "平教科〔2018〕123号", "关于第三季度", "各市教育局、各高等学校：", "一、总体情况"]
    words += [
        "（一）网络",
        "1.进展",
        "（1）问题",
        "学校数",
        "联网率排名",
        "附件：1.数据表",
        "2.数据口径",
        "2018年10月8日",
    ]
    words += ["附件2", "抄送：省政府办公厅，教育部科技司。", "平原省教育厅办公室 2018年10月9日印发"]
    places = [html.find(word) for word in words]

    assert -1 not in places
    assert places == sorted(places)
    assert re.findall(r"<script[^>]*>", html) == ['<script type="module" src="/static/papers/charts.js">']
    assert "style=" not in html
