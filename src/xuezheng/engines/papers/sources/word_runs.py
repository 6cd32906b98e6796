"""The words of one Word paragraph: runs, breaks, tracked changes, text boxes, notes, and what is no text."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from xuezheng.engines.papers.sources.markup import attribute, child, children, descendants, local
from xuezheng.engines.papers.sources.texts import PAGE_BREAK

DELETED = {"del", "moveFrom"}
NO_WORDS = {
    "pPr", "rPr", "tblPr", "sdtPr", "sdtEndPr", "instrText", "delText", "delInstrText", "rt", "fldChar", "rubyPr",
    "annotationRef", "footnoteRef", "endnoteRef", "commentReference", "softHyphen", "proofErr", "bookmarkStart",
}  # fmt: skip
SIGNS = {"tab": " ", "ptab": " ", "cr": "\n", "noBreakHyphen": "-"}
"""A tab within a paragraph is a space: tabs stand between the cells of a table."""
NOTES = {"footnoteReference": "footnotes", "endnoteReference": "endnotes"}
GRAPHICS = {"drawing", "pict", "object", "AlternateContent"}
OFF = {"0", "false", "off", "none"}


@dataclass(kw_only=True)
class Findings:
    """What was met beside words, over the whole document."""

    left_out: Counter[str] = field(default_factory=Counter)
    notes: list[tuple[str, str]] = field(default_factory=list)
    """Kind and id of the notes referred to, in order."""


@dataclass(kw_only=True)
class Runs:
    """Reads one paragraph; text boxes anchored in it are kept for after it."""

    findings: Findings
    boxes: list[etree._Element] = field(default_factory=list)
    art: list[str] = field(default_factory=list)

    def words(self, element: etree._Element) -> str:
        return "".join(self._word(item) for item in element)

    def _word(self, item: etree._Element) -> str:
        name = local(item)
        if name == "t":
            return item.text or ""
        if name in SIGNS:
            return SIGNS[name]
        if name == "br":
            return PAGE_BREAK if attribute(item, "type") == "page" else "\n"
        if name in NO_WORDS or self._is_beside_the_words(item, name):
            return ""
        inner = children(item, "rubyBase") if name == "ruby" else [item]
        return "".join(self.words(part) for part in inner)

    def _is_beside_the_words(self, item: etree._Element, name: str) -> bool:
        """Counted, or kept for later, instead of read here."""
        if name in GRAPHICS:
            self._graphic(item)
        elif name in NOTES:
            self.findings.notes.append((NOTES[name], attribute(item, "id")))
        elif name in DELETED:
            self.findings.left_out["deleted"] += 1
        elif name == "sym":
            self.findings.left_out["symbols"] += 1
        elif name == "r" and is_on(child(item, "rPr", "vanish")):
            self.findings.left_out["hidden"] += 1
        else:
            return False
        return True

    def _graphic(self, item: etree._Element) -> None:
        """The same drawing stands in a file up to three times: for newer programs, for older ones, as a picture."""
        chosen = _chosen(item)
        boxes = list(_outermost_boxes(chosen))
        self.boxes.extend(boxes)
        inside = {id(part) for box in boxes for part in box.iter()}
        outside = [part for part in chosen.iter() if id(part) not in inside]
        self.art.extend(filter(None, (attribute(part, "string") for part in outside if local(part) == "textpath")))
        if any(local(part) == "OLEObject" for part in outside):
            self.findings.left_out["objects"] += 1
        else:
            pictures = sum(1 for part in outside if local(part) in {"pic", "imagedata"})
            self.findings.left_out["pictures"] += pictures


def is_on(element: etree._Element | None) -> bool:
    """A switch of Word's: there and not set to false."""
    return element is not None and attribute(element, "val") not in OFF


def _chosen(item: etree._Element) -> etree._Element:
    if local(item) != "AlternateContent":
        alternatives = descendants(item, "AlternateContent")
        return _chosen(alternatives[0]) if alternatives else item
    choice = child(item, "Choice")
    fallback = child(item, "Fallback")
    return choice if choice is not None else fallback if fallback is not None else item


def _outermost_boxes(element: etree._Element) -> Iterator[etree._Element]:
    for item in element:
        if local(item) == "txbxContent":
            yield item
        elif local(item) == "AlternateContent":
            yield from _outermost_boxes(_chosen(item))
        else:
            yield from _outermost_boxes(item)
