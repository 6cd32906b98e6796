"""Word documents (.docx): paragraphs with the numbers Word would print, tables by rows, notes at the end."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from xuezheng.engines.papers.sources.markup import attribute, child, children, descendants, local
from xuezheng.engines.papers.sources.numbering import Counters, read_lists, style_levels
from xuezheng.engines.papers.sources.texts import PAGE_BREAK, Read, Remark, gettext_noop
from xuezheng.engines.papers.sources.word_package import Package, Style, open_package, read_styles
from xuezheng.engines.papers.sources.word_runs import DELETED, Findings, Runs, is_on

WRAPPERS = {"sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag"}
SAID_AT_MOST = 60
MOST_SPANNED = 100
"""Columns or rows that one cell may take; more is a broken or hostile table."""
LEFT_OUT = {
    "pictures": gettext_noop("Pictures were left out; words in them were not read: %(number)d"),
    "objects": gettext_noop("Embedded objects were left out: %(number)d"),
    "deleted": gettext_noop("Tracked deletions were left out and insertions kept, as if all were accepted: %(number)d"),
    "hidden": gettext_noop("Hidden text was left out, which is not printed either: %(number)d"),
    "symbols": gettext_noop("Signs of symbol fonts were left out: %(number)d"),
    "contents": gettext_noop("Lines of the table of contents were left out: %(number)d"),
    "comments": gettext_noop("Comments were left out: %(number)d"),
}


def read_word(content: bytes, *, filename: str, kind: str = "docx") -> Read:
    package = open_package(content, filename=filename)
    body = package.document()
    numbering = package.of_type("numbering")
    story = Story(
        counters=Counters(lists=read_lists(numbering)),
        levels=style_levels(numbering),
        styles=read_styles(package.of_type("styles")),
    )
    lines = [*story.lines(body)]
    lines += [story.kept] if story.kept else []
    lines += _notes(package, story)
    story.findings.left_out["comments"] += len(children(package.of_type("comments"), "comment"))
    remarks = [*_left_out(story.findings), *_running_heads(package, body)]
    return Read(lines=tuple(lines), kind=kind, remarks=tuple(remarks))


def _left_out(findings: Findings) -> Iterator[Remark]:
    for name, message in LEFT_OUT.items():
        if findings.left_out[name]:
            yield Remark(message=message, params={"number": findings.left_out[name]})


@dataclass(kw_only=True)
class Story:
    """One run of text through blocks: the body, a cell, a text box, a note."""

    counters: Counters
    levels: dict[tuple[str, str], int]
    styles: dict[str, Style]
    findings: Findings = field(default_factory=Findings)
    kept: str = ""
    """Words of a paragraph whose end is deleted: they belong to the next one."""

    def lines(self, container: etree._Element) -> Iterator[str]:
        for item in container:
            name = local(item)
            if name == "p":
                yield from self._paragraph(item)
            elif name == "tbl":
                yield from self._table(item)
            elif name in WRAPPERS:
                yield from self.lines(item)
            elif name in DELETED:
                self.findings.left_out["deleted"] += 1
            elif name == "altChunk":
                self.findings.left_out["objects"] += 1

    def _paragraph(self, paragraph: etree._Element) -> Iterator[str]:
        properties = child(paragraph, "pPr")
        if self._style(properties).name.lower().startswith("toc "):
            self.findings.left_out["contents"] += 1
            return
        runs = Runs(findings=self.findings)
        words = self.kept + runs.words(paragraph)
        self.kept = ""
        if child(properties, "rPr", "del") is not None:
            self.kept = words
            self.findings.left_out["deleted"] += 1
            return
        if is_on(child(properties, "pageBreakBefore")):
            yield PAGE_BREAK
        yield from (self._number(properties) + words).split("\n")
        yield from runs.art
        for box in runs.boxes:
            yield from self.lines(box)
        section = child(properties, "sectPr")
        if section is not None and attribute(child(section, "type"), "val") != "continuous":
            yield PAGE_BREAK

    def _style(self, properties: etree._Element | None) -> Style:
        nothing = Style(name="", based_on="", number_id="", level="")
        return self.styles.get(attribute(child(properties, "pStyle"), "val"), nothing)

    def _number(self, properties: etree._Element | None) -> str:
        own = child(properties, "numPr")
        number_id = attribute(child(own, "numId"), "val")
        level = attribute(child(own, "ilvl"), "val")
        style_id = attribute(child(properties, "pStyle"), "val")
        if not number_id:
            number_id, style_id, inherited = self._inherited(style_id)
            level = level or inherited
        linked = self.levels.get((number_id, style_id))
        place = int(level) if level.isdigit() and len(level) == 1 else linked or 0
        return self.counters.next_number(number_id, place)

    def _inherited(self, style_id: str) -> tuple[str, str, str]:
        """Instance, the style that names it, and the level; a style says nothing of what it shares with its base."""
        seen: set[str] = set()
        while style_id in self.styles and style_id not in seen:
            seen.add(style_id)
            style = self.styles[style_id]
            if style.number_id:
                linked = self.levels.get((style.number_id, style_id))
                return style.number_id, style_id, style.level if linked is None else str(linked)
            style_id = style.based_on
        return "", "", ""

    def _table(self, table: etree._Element) -> Iterator[str]:
        for row in _through_wrappers(table, "tr"):
            if child(row, "trPr", "del") is not None:
                self.findings.left_out["deleted"] += 1
                continue
            yield from row_lines([column for cell in _through_wrappers(row, "tc") for column in self._columns(cell)])

    def _columns(self, cell: etree._Element) -> Iterator[list[str]]:
        """The cell's words, and an empty column for each further one that it takes."""
        yield self._cell(cell)
        wide = attribute(child(cell, "tcPr", "gridSpan"), "val")
        yield from ([] for _column in range(min(int(wide), MOST_SPANNED) - 1 if wide.isdecimal() else 0))

    def _cell(self, cell: etree._Element) -> list[str]:
        return [line for line in self.lines(cell) if line != PAGE_BREAK]


def row_lines(cells: list[list[str]]) -> Iterator[str]:
    """A row is one line, its cells apart by tabs. Where only one cell has words, the table is layout: its own lines."""
    filled = [cell for cell in cells if any(line.strip() for line in cell)]
    if len(filled) <= 1:
        yield from filled[0] if filled else []
    else:
        yield "\t".join(" ".join(filter(None, (line.strip() for line in cell))) for cell in cells)


def _through_wrappers(element: etree._Element, name: str) -> Iterator[etree._Element]:
    for item in element:
        if local(item) == name:
            yield item
        elif local(item) in WRAPPERS:
            yield from _through_wrappers(item, name)


def _notes(package: Package, story: Story) -> Iterator[str]:
    """Footnotes, then endnotes, in the order of their marks; their own marks stand as numbers in brackets."""
    parts = {kind: package.of_type(kind) for kind in ("footnotes", "endnotes")}
    referred = list(story.findings.notes)
    for kind, part in parts.items():
        bodies = {attribute(note, "id"): note for note in children(part, kind.removesuffix("s"))}
        names = [name for found, name in referred if found == kind and name in bodies]
        for number, name in enumerate(names, start=1):
            words = " ".join(line.strip() for line in story.lines(bodies[name]) if line.strip())
            yield f"[{number}] {words}"


def _running_heads(package: Package, body: etree._Element) -> Iterator[Remark]:
    """Headers and footers with words are named; page numbers alone are not worth a remark."""
    said: list[str] = []
    for reference in [*descendants(body, "headerReference"), *descendants(body, "footerReference")]:
        name = package.targets.get(attribute(reference, "id"), "")
        part = package.part(name) if name else None
        words = "" if part is None else "".join(item.text or "" for item in descendants(part, "t")).strip()
        if words not in said and any(character.isalpha() for character in words):
            said.append(words)
    if said:
        message = gettext_noop("Headers and footers were left out: “%(words)s”")
        yield Remark(message=message, params={"words": " / ".join(said)[:SAID_AT_MOST]})
