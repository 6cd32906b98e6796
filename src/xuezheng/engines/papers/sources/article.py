"""Where on a web page the document stands: the lowest element that holds most of the page's writing."""

import re

from lxml import html

from xuezheng.engines.papers.sources.markup import local

BLOCKS = {
    "address", "article", "blockquote", "body", "center", "dd", "div", "dl", "dt", "fieldset", "figcaption", "figure", "form",
    "h1", "h2", "h3", "h4", "h5", "h6", "hr", "li", "main", "ol", "p", "pre", "section", "table", "tbody", "td", "tfoot",
    "th", "thead", "tr", "ul",
}  # fmt: skip
HOLDERS = {
    "article",
    "body",
    "center",
    "div",
    "font",
    "form",
    "html",
    "main",
    "section",
    "span",
    "td",
    "tr",
    "tbody",
    "table",
}
"""Elements that may hold a whole document; a paragraph or a list is part of one."""
MOST = 0.8
"""The share of the page's writing that an element must hold for the rest to be beside the matter."""
SENTENCE = re.compile("[，。；：、！？,.;]")
WRITING = 25
"""Characters from which text without a stop counts as writing: menus have shorter entries."""
HEADINGS = {"h1", "h2", "h3"}
DOCUMENT_NUMBER = re.compile(r"[〔\[［【(（]\s*(19|20)\d\d\s*[〕\]］】)）]\s*第?\s*\d+\s*号")


def article_of(page: html.HtmlElement) -> html.HtmlElement:
    """Goes down from the page as long as one holder has most of the writing, and into a table only for one whole cell."""
    weights = _weights(page)
    here = page
    while (inner := _heaviest(here, weights)) is not None:
        here = inner
    return here


def _heaviest(here: html.HtmlElement, weights: dict[html.HtmlElement, int]) -> html.HtmlElement | None:
    needed = MOST * max(weights[here], 1)
    for item in here:
        if item in weights and local(item) in HOLDERS and weights[item] >= needed:
            return _layout_cell(item, weights, needed) if local(item) == "table" else item
    return None


def _layout_cell(
    table: html.HtmlElement, weights: dict[html.HtmlElement, int], needed: float
) -> html.HtmlElement | None:
    """The cell that holds it all, where a table is there only to place things."""
    if _lists(table):
        return None
    return next((cell for cell in table.iter("td") if weights.get(cell, 0) >= needed), None)


ROWS, CELLS = 3, 3
"""Rows with so many filled cells make a table that says something by itself."""


def _lists(table: html.HtmlElement) -> bool:
    rows = [row for row in table.iter("tr") if next(row.iterancestors("table")) is table]
    filled = [sum(bool(cell.text_content().strip()) for cell in row if local(cell) in {"td", "th"}) for row in rows]
    return sum(cells >= CELLS for cells in filled) >= ROWS


def _weights(page: html.HtmlElement) -> dict[html.HtmlElement, int]:
    """How much writing each element holds, links left out: menus and lists of news are made of links."""
    weights: dict[html.HtmlElement, int] = {}
    for item in reversed(list(page.iter("*"))):
        own = 0 if local(item) == "a" else _weight(item.text) + sum(weights.get(inner, 0) for inner in item)
        weights[item] = own + (0 if local(item) == "a" else sum(_weight(inner.tail) for inner in item))
    return weights


def _weight(text: str | None) -> int:
    words = "".join((text or "").split())
    return len(words) if len(words) >= WRITING or SENTENCE.search(words) else 0


def heads_before(page: html.HtmlElement, article: html.HtmlElement) -> list[html.HtmlElement]:
    """Headings and document numbers that stand above the article instead of in it."""
    inside = set(article.iter())
    holding = set(article.iterancestors())
    found: list[html.HtmlElement] = []
    for item in page.iter("*"):
        if item is article:
            break
        if item in inside or item in holding or any(above in found for above in item.iterancestors()):
            continue
        if _is_head(item):
            found.append(item)
    return found


def _is_head(item: html.HtmlElement) -> bool:
    if local(item) in HEADINGS:
        return bool(item.text_content().strip())
    own = "".join([item.text or "", *(inner.tail or "" for inner in item)])
    return local(item) != "a" and DOCUMENT_NUMBER.search(own) is not None
