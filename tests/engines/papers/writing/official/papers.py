"""A paper with one of everything, for every writer."""

from collections.abc import Sequence
from datetime import date

from xuezheng.engines.papers.charts import Figure, figure
from xuezheng.engines.papers.writing.official import (
    Attachment,
    Closing,
    Heading,
    Paper,
    PaperTable,
    Paragraph,
    Picture,
    Ranked,
    Ranking,
    Slot,
)
from xuezheng.engines.papers.writing.official.paper import Block
from xuezheng.engines.papers.writing.tables import Head

SENTENCE = "全省学校网络接入情况继续改善，各地按要求完成了本季度的数据填报和逐级审核工作。"


def a_chart(*, highest: int = 9) -> Figure:
    rows = [{"city": "甲市", "share": 7}, {"city": "乙市", "share": highest}]
    spec = {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "height": 120,
        "data": {"values": rows},
        "mark": "bar",
        "encoding": {
            "x": {"field": "city", "type": "nominal", "title": "城市"},
            "y": {"field": "share", "type": "quantitative", "title": "比例"},
        },
    }
    return figure(spec, title="各市比例", description="截至季末")


def a_table(*, rows: int = 3) -> PaperTable:
    heads = [Head(title="单位", width=20), Head(title="学校数", width=10, numeric=True)]
    return PaperTable(
        title="学校数", heads=heads, rows=[(f"第{n}县", str(n * 10)) for n in range(1, rows + 1)], note="注：年初数。"
    )


def a_ranking() -> Ranking:
    rows = [
        Ranked(place=1, name="甲县", value=[Slot(text="99.1%", reference="a")]),
        Ranked(place=0, name="乙县", value="暂无数据"),
    ]
    return Ranking(title="联网率排名", heads=("名次", "单位", "联网率"), rows=rows)


def a_paper(*, blocks: Sequence[Block] | None = None) -> Paper:
    """`blocks` in place of its own."""
    own: Sequence[Block] = [
        Paragraph(content=SENTENCE),
        Heading(level=1, content="总体情况"),
        Heading(level=2, content="网络"),
        Paragraph(content=["联网率为", Slot(text="98.5%", reference="network/2018Q3"), "。"]),
        Heading(level=3, content="进展"),
        Heading(level=4, content="问题"),
        a_table(),
        a_ranking(),
        Picture(figure=a_chart()),
    ]
    return Paper(
        title="关于第三季度\n建设情况的通报",
        red_head="平原省教育厅文件",
        number="平教科〔2018〕123号",
        recipients=["各市教育局", "各高等学校"],
        blocks=own if blocks is None else blocks,
        attachments=[
            Attachment(title="数据表", blocks=[a_table(rows=2)]),
            Attachment(title="数据口径", blocks=[Paragraph(content=SENTENCE)]),
        ],
        signature="平原省教育厅",
        dated=date(2018, 10, 8),
        closing=Closing(
            copies=["省政府办公厅", "教育部科技司"], printed_by="平原省教育厅办公室", printed_on=date(2018, 10, 9)
        ),
    )


def plain_paper(*, blocks: Sequence[Block]) -> Paper:
    """A title and these blocks, nothing around them."""
    return Paper(title="标题", blocks=blocks)
