"""Web pages: the article and not what stands around it."""

import pytest

from tests.engines.papers.sources.written import LINES, page
from xuezheng.engines.papers.sources import SourceText, read_source
from xuezheng.engines.papers.sources.refusing import NothingToRead

pytestmark = pytest.mark.unit
ARTICLE_ONLY = "Only the article of the web page was read, not what stands around it."


def read(body: str) -> SourceText:
    return read_source(f"<html><body>{body}</body></html>".encode(), filename="a.html")


def test_the_article_of_a_government_page() -> None:
    source = read_source(page().encode(), filename="a.html")
    assert source.text.split("\n") == list(LINES)
    assert (source.kind, [str(remark) for remark in source.remarks]) == ("html", [ARTICLE_ONLY])


@pytest.mark.parametrize(
    ("encoding", "stated"),
    [("gb18030", "gb2312"), ("gbk", "GBK"), ("utf-8", "utf-8"), ("utf-16", ""), ("gb18030", ""), ("big5", "big5")],
)
def test_encodings(encoding: str, stated: str) -> None:
    words = "關於印發教育工作要點的通知，請認真貫徹執行。"
    meta = f'<meta http-equiv="Content-Type" content="text/html; charset={stated}">' if stated else ""
    content = f"<html><head>{meta}</head><body><p>{words}</p></body></html>".encode(encoding)
    assert read_source(content, filename="a.html").text == words


def test_a_wrongly_stated_encoding_does_not_garble() -> None:
    content = '<html><head><meta charset="utf-8"></head><body><p>教育局，学校。</p></body></html>'.encode("gb18030")
    assert read_source(content, filename="a.html").text == "教育局，学校。"


def test_blocks_breaks_and_spaces() -> None:
    source = read("<h1>标 题</h1><div>甲<br>乙<span> 丙</span>\n  丁&nbsp;戊<p>己</p>庚</div><pre>行一\n行二</pre>")
    assert source.text.split("\n") == ["标 题", "甲", "乙 丙 丁 戊", "己", "庚", "行一", "行二"]


def test_tables_by_rows_and_tables_for_layout() -> None:
    data = "<table><tr><th>任务</th><th>处室</th></tr><tr><td><p>升级</p><p>网络</p></td><td>科技处</td></tr></table>"
    source = read(f"<table><tr><td><p>通知，请执行。</p>{data}</td></tr></table>")
    assert source.text.split("\n") == ["通知，请执行。", "任务\t处室", "升级 网络\t科技处"]


def test_cells_over_rows_and_columns_keep_the_others_in_place() -> None:
    source = read(
        "<table><tr><th>类别</th><th>任务</th><th colspan=2>处室</th></tr>"
        "<tr><td rowspan=2>基础</td><td>联网</td><td>科技处</td><td rowspan='2'>财务处</td></tr>"
        "<tr><td>配备</td><td>装备处</td></tr><tr><td>应用</td><td>培训</td><td rowspan=x>教师处</td><td>人事处</td></tr></table>"
    )
    assert source.text.split("\n") == [
        "类别\t任务\t处室",
        "基础\t联网\t科技处\t财务处",
        "\t配备\t装备处",
        "应用\t培训\t教师处\t人事处",
    ]


def test_lists_get_the_numbers_a_browser_shows() -> None:
    source = read(
        "<ol start=3><li>甲</li><li>乙</li></ol><ol type=a><li>丙</li></ol><ul><li>丁</li></ul>"
        '<ol style="list-style-type:cjk-ideographic"><li>戊</li></ol><ol style="list-style:none"><li>己</li></ol>'
    )
    assert source.text.split("\n") == ["3. 甲", "4. 乙", "a. 丙", "丁", "一、戊", "己"]


def test_what_is_not_shown_is_not_read() -> None:
    source = read(
        "<nav>菜单，首页。</nav><script>x</script><p style='display: none'>隐藏，文字。</p><p hidden>隐。</p><!-- 注 -->"
        "<p>正文，第一段。</p><img src='a.png'><form><select><option>选，项。</option></select></form>"
    )
    assert source.text == "正文，第一段。"
    assert [str(remark) for remark in source.remarks] == [
        ARTICLE_ONLY,
        "Pictures were left out; words in them were not read: 1",
    ]


def test_title_and_number_above_the_article_are_kept_once() -> None:
    long = "".join(f"<p>第{n}项任务，各地各校要认真落实，按时报送情况。</p>" for n in range(20))
    head = "<h1>关于印发要点的通知</h1><table><tr><td>文号</td><td>示教办〔2031〕12号</td></tr></table>"
    source = read(f"<div>{head}<a href='x'>首页</a></div><div class='article'>{long}</div><div>版权所有</div>")
    assert source.text.split("\n")[:3] == [
        "关于印发要点的通知",
        "示教办〔2031〕12号",
        "第0项任务，各地各校要认真落实，按时报送情况。",
    ]
    repeated = read(f"<div><h1>关于印发要点的通知</h1></div><div><p>关于印发要点的通知</p>{long}</div>")
    assert repeated.text.count("关于印发要点的通知") == 1


def test_a_long_table_in_an_article_does_not_take_its_place() -> None:
    rows = "".join(f"<tr><td>{n}</td><td>第{n}项任务，各地要认真落实。</td></tr>" for n in range(30))
    source = read(f"<div><p>任务分工表</p><p>示教办〔2031〕1号</p><table>{rows}</table><p>附注。</p></div>")
    assert source.text.split("\n")[:3] == ["任务分工表", "示教办〔2031〕1号", "0\t第0项任务，各地要认真落实。"]
    assert source.text.endswith("\n附注。")


def test_a_page_that_is_one_table_is_read_by_rows() -> None:
    cells = [("序号", "任务", "责任单位"), ("1", "升级网络，分批验收", "科技处、电教馆"), ("2", "培训教师", "教师处")]
    rows = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in cells)
    assert read(f"<div><table>{rows}</table></div>").text.split("\n") == ["\t".join(row) for row in cells]


def test_entities_of_a_page_are_not_expanded() -> None:
    laughing = '<!DOCTYPE html [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><html><body><p>正文&b;。</p></body></html>'
    assert read_source(laughing.encode(), filename="a.html").text.endswith("正文&b;。")


def test_a_page_without_words() -> None:
    with pytest.raises(NothingToRead) as caught:
        read("<script>x</script><img src='a.png'>")
    assert str(caught.value) == "“a.html” holds no text. Send the document itself, or a scan of it as a PDF."
