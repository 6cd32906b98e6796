"""Web pages (.html): the article's blocks as lines, its tables by rows, without menus, scripts and what is not shown."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree, html

from xuezheng.engines.papers.sources.article import BLOCKS, article_of, heads_before
from xuezheng.engines.papers.sources.markup import local
from xuezheng.engines.papers.sources.numerals import written
from xuezheng.engines.papers.sources.plain import decoded
from xuezheng.engines.papers.sources.refusing import broken, nothing_to_read
from xuezheng.engines.papers.sources.texts import Read, Remark, gettext_noop
from xuezheng.engines.papers.sources.word import MOST_SPANNED, row_lines

KIND = "HTML"
UNSEEN = {"script", "style", "noscript", "template", "head", "rt", "rp"}
AROUND = {
    "nav", "header", "footer", "aside", "iframe", "object", "embed", "svg", "select", "button", "textarea", "input", "audio",
    "video", "canvas", "map", "del",
}  # fmt: skip
HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
STATED = re.compile(
    rb"<meta[^>]+charset\s*=\s*[\"']?\s*([\w-]+)|<\?xml[^>]+encoding\s*=\s*[\"']([\w-]+)", re.IGNORECASE
)
CHINESE = {"gb2312", "gbk", "gb18030", "x-gbk", "hz-gb-2312"}
SPACE = re.compile(r"[ \t\r\n\f]+")
COUNTED = {"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
SPOKEN = ("cjk-ideographic", "simp-chinese-informal")


def read_page(content: bytes, *, filename: str) -> Read:
    page = _parsed(decoded(content, filename=filename, stated=_stated(content)), filename=filename)
    pictures = len(page.xpath("//img"))
    _drop(page, UNSEEN)
    whole = _characters(page)
    _drop(page, AROUND)
    article = article_of(page)
    heads = heads_before(page, article)
    lines = [*_new_lines(heads, article), *lines_of(article)]
    remarks = []
    if _characters(article) + sum(_characters(head) for head in heads) < whole:
        remarks.append(
            Remark(message=gettext_noop("Only the article of the web page was read, not what stands around it."))
        )
    if pictures:
        message = gettext_noop("Pictures were left out; words in them were not read: %(number)d")
        remarks.append(Remark(message=message, params={"number": pictures}))
    return Read(lines=tuple(lines), kind="html", remarks=tuple(remarks))


def _stated(content: bytes) -> str:
    """What the page says of its encoding; the older Chinese ones are read as the newest, which holds them all."""
    found = STATED.search(content[:4096])
    name = ((found[1] or found[2]) if found else b"").decode("ascii", "ignore").lower()
    return "gb18030" if name in CHINESE else name if name in {"utf-8", "big5"} else ""


def _parsed(text: str, *, filename: str) -> html.HtmlElement:
    parser = html.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True, remove_pis=True)
    try:
        page = html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise nothing_to_read(filename) from error
    body = page.find("body")
    if body is None:
        raise broken(filename, kind=KIND)
    return body


def _drop(page: html.HtmlElement, names: set[str]) -> None:
    for item in list(page.iter("*")):
        if item is not page and (local(item) in names or _is_hidden(item)):
            item.drop_tree()


def _characters(element: html.HtmlElement) -> int:
    return len("".join(element.text_content().split()))


def _new_lines(heads: list[html.HtmlElement], article: html.HtmlElement) -> Iterator[str]:
    """What stands above the article and not once more in it."""
    inside = {"".join(line.split()) for line in lines_of(article)}
    yield from (line for head in heads for line in lines_of(head) if "".join(line.split()) not in inside)


def _is_hidden(item: html.HtmlElement) -> bool:
    return "hidden" in item.attrib or HIDDEN.search(item.get("style", "")) is not None


def lines_of(element: html.HtmlElement) -> Iterator[str]:
    """Lines as a browser would set them; empty ones are left out, since pages use blocks without words for space."""
    writer = _Writer()
    writer.block(element)
    yield from writer.finished()


@dataclass(kw_only=True)
class _Writer:
    """Gathers inline text until a block begins or ends."""

    lines: list[str] = field(default_factory=list)
    open: str = ""

    def finished(self) -> list[str]:
        self._end()
        return self.lines

    def block(self, element: html.HtmlElement) -> None:
        if local(element) == "table":
            self._table(element)
            return
        self._words(element.text, element)
        for item in element:
            self._inner(item, element)
            self._words(item.tail, element)

    def _inner(self, item: html.HtmlElement, element: html.HtmlElement) -> None:
        name = local(item)
        if name == "br":
            self._end()
        elif name in BLOCKS:
            self._end()
            if name == "li":
                self.open = _mark(item, element)
            self.block(item)
            self._end()
        else:
            self.block(item)

    def _words(self, text: str | None, element: html.HtmlElement) -> None:
        if not text:
            return
        if local(element) == "pre":
            *whole, rest = text.split("\n")
            for line in whole:
                self.open += line
                self._end()
            self.open += rest
        else:
            self.open += SPACE.sub(" ", text)

    def _end(self) -> None:
        line = self.open.replace("\xa0", " ").strip(" ")
        self.open = ""
        if line.strip():
            self.lines.append(SPACE.sub(" ", line))

    def _table(self, table: html.HtmlElement) -> None:
        self._end()
        reaching: dict[int, int] = {}
        for row in table.iter("tr"):
            if next(row.iterancestors("table")) is table:
                self.lines += row_lines(_in_columns([cell for cell in row if local(cell) in {"td", "th"}], reaching))
        self.lines += [line for caption in table.findall("caption") for line in lines_of(caption)]


def _in_columns(cells: list[html.HtmlElement], reaching: dict[int, int]) -> list[list[str]]:
    """The row's words column by column; `reaching` keeps for how many rows more a cell above still takes a column."""
    row: list[list[str]] = []
    for cell in cells:
        while reaching.get(len(row), 0) > 0:
            reaching[len(row)] -= 1
            row.append([])
        below, wide = _number(cell, "rowspan") - 1, _number(cell, "colspan")
        reaching.update(dict.fromkeys(range(len(row), len(row) + wide), below))
        row += [[*lines_of(cell)], *([] for _column in range(wide - 1))]
    while reaching.get(len(row), 0) > 0:
        reaching[len(row)] -= 1
        row.append([])
    return row


def _number(cell: html.HtmlElement, name: str) -> int:
    """Browsers take nonsense for 1; more than a table of duties has is not believed."""
    said = cell.get(name, "1").strip()
    return min(max(int(said), 1), MOST_SPANNED) if said.isdecimal() and len(said) < 6 else 1


def _mark(item: html.HtmlElement, holder: html.HtmlElement) -> str:
    """What a browser sets before the entry of a list."""
    if local(holder) != "ol":
        return ""
    style = (holder.get("style") or "") + (item.get("style") or "")
    if "none" in style:
        return ""
    start = holder.get("start", "1")
    before = [entry for entry in holder if local(entry) == "li"]
    number = (int(start) if start.isdigit() and len(start) < 6 else 1) + before.index(item)
    if any(name in style for name in SPOKEN):
        return written(number, "chineseCountingThousand") + "、"
    return written(number, COUNTED.get(holder.get("type", "1"), "decimal")) + ". "
