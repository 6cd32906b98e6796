"""OFD documents (GB/T 33190-2016): a zip of XML in which text has places and no order; lines are made from the places."""

import re
from collections.abc import Iterator
from posixpath import dirname, join, normpath

from lxml import etree

from xuezheng.engines.papers.sources.archives import Archive
from xuezheng.engines.papers.sources.limits import limits
from xuezheng.engines.papers.sources.lines import Piece, printed_lines
from xuezheng.engines.papers.sources.markup import attribute, child, children, descendants, local, parse_xml
from xuezheng.engines.papers.sources.refusing import broken, encrypted, too_many_pages
from xuezheng.engines.papers.sources.texts import PAGE_BREAK, Read, Remark, gettext_noop

KIND = "OFD"
ROOT = "OFD.xml"
NUMBER = re.compile(r"-?\d{1,9}(\.\d*)?|-?\.\d+|g")
MOST_STEPS = 100_000
WIDEST = 1.5
"""Steps up to so many sizes space letters; wider ones place words apart."""
Matrix = tuple[float, float, float, float, float, float]
PLAIN: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
LEFT_OUT = {
    "signatures": gettext_noop("Signatures and seals were not verified and are not part of the text."),
    "pictures": gettext_noop("Pictures were left out; words in them were not read: %(number)d"),
    "templates": gettext_noop("Page templates (running heads and the like) were left out: %(number)d"),
    "annotations": gettext_noop("Annotations were left out."),
}


def read_ofd(content: bytes, *, filename: str) -> Read:
    archive = Archive(content, filename=filename, kind=KIND)
    root = _parsed(archive, ROOT)
    _refuse_encrypted(archive, root)
    pages: list[etree._Element] = []
    found = {"signatures": 0, "pictures": 0, "templates": 0, "annotations": 0}
    for body in children(root, "DocBody"):
        name = _resolved(ROOT, _text(child(body, "DocRoot")))
        document = _parsed(archive, name)
        found["signatures"] += len(children(body, "Signatures"))
        found["annotations"] += len(children(document, "Annotations"))
        pages += _pages(archive, document, name)
    if not pages:
        raise broken(filename, kind=KIND)
    lines: list[str] = []
    for page in pages:
        lines += [*printed_lines(_pieces(page)), PAGE_BREAK]
        found["pictures"] += len(descendants(page, "ImageObject"))
        found["templates"] += len(children(page, "Template"))
    return Read(lines=tuple(lines), kind="ofd", pages=len(pages), remarks=tuple(_remarks(found)))


def _remarks(found: dict[str, int]) -> Iterator[Remark]:
    for name, message in LEFT_OUT.items():
        if found[name]:
            yield Remark(message=message, params={"number": found[name]})


def _refuse_encrypted(archive: Archive, root: etree._Element) -> None:
    """GM/T 0099-2020 puts the ways to the keys into Encryptions.xml and leaves blanks in place of the pages."""
    listed = any(name.rpartition("/")[2].lower() == "encryptions.xml" for name in archive.names)
    if listed or descendants(root, "Encryptions"):
        raise encrypted(archive.filename)


def _pages(archive: Archive, document: etree._Element, name: str) -> Iterator[etree._Element]:
    listed = children(child(document, "Pages"), "Page")
    if len(listed) > limits().pages:
        raise too_many_pages(archive.filename, pages=len(listed), most=limits().pages)
    for page in listed:
        yield _parsed(archive, _resolved(name, attribute(page, "BaseLoc")))


def _parsed(archive: Archive, name: str) -> etree._Element:
    return parse_xml(archive.read(name), filename=archive.filename, kind=KIND)


def _resolved(name: str, location: str) -> str:
    """A location is meant from the file it stands in, or with a slash from the top of the archive."""
    plain = location.strip().replace("\\", "/")
    return plain.lstrip("/") if plain.startswith("/") else normpath(join(dirname(name), plain))


def _text(element: etree._Element | None) -> str:
    return "" if element is None else (element.text or "")


def _pieces(page: etree._Element) -> Iterator[Piece]:
    for item in descendants(page, "TextObject"):
        if attribute(item, "Visible").lower() != "false" and not _is_alternative(item):
            yield from _of_object(item)


def _is_alternative(item: etree._Element) -> bool:
    """Texts of a fill pattern are paint, not writing."""
    return any(local(above) in {"Pattern", "CellContent"} for above in item.iterancestors())


def _of_object(item: etree._Element) -> Iterator[Piece]:
    """Places within an object go through its matrix and are counted from its boundary (8.5, 11.3)."""
    boundary = _numbers(attribute(item, "Boundary"))
    left, top = boundary[:2] if len(boundary) >= 2 else (0.0, 0.0)
    matrix = _matrix(attribute(item, "CTM"))
    size = next(iter(_numbers(attribute(item, "Size"))), 1.0)
    stretch = next(iter(_numbers(attribute(item, "HScale"))), 1.0)
    x = y = 0.0
    height = size * max(abs(matrix[1]) + abs(matrix[3]), 0.01)
    for code in children(item, "TextCode"):
        x = next(iter(_numbers(attribute(code, "X"))), x)
        y = next(iter(_numbers(attribute(code, "Y"))), y)
        for character, start, end in _set(code, x=x, y=y, size=size * stretch):
            near, far = _moved(matrix, *start), _moved(matrix, *end)
            right = left + max(near[0], far[0])
            yield Piece(text=character, left=left + near[0], right=right, base=top + near[1], height=height)


Point = tuple[float, float]


def _set(code: etree._Element, *, x: float, y: float, size: float) -> Iterator[tuple[str, Point, Point]]:
    """Characters from where they begin to where they end; words set wide are still words, so a step fills its space."""
    text = (code.text or "").strip("\r\n")
    across, down = _steps(attribute(code, "DeltaX")), _steps(attribute(code, "DeltaY"))
    for place, character in enumerate(text):
        own = size * (0.5 if character.isascii() else 1.0)
        step = _step(across, place, otherwise=0.0 if down else own)
        yield character, (x, y), (x + max(own, min(step, WIDEST * size)), y)
        x += step
        y += _step(down, place, otherwise=0.0)


def _step(steps: list[float], place: int, *, otherwise: float) -> float:
    if place < len(steps):
        return steps[place]
    return steps[-1] if steps else otherwise


def _steps(stated: str) -> list[float]:
    """`g 3 5.2` stands for 5.2 5.2 5.2."""
    words = NUMBER.finditer(stated)
    steps: list[float] = []
    for word in words:
        if word[0] != "g":
            steps.append(float(word[0]))
            continue
        count, step = next(words, None), next(words, None)
        if count is None or step is None or "g" in {count[0], step[0]}:
            break
        steps += [float(step[0])] * max(0, min(int(float(count[0])), MOST_STEPS - len(steps)))
    return steps


def _numbers(stated: str) -> list[float]:
    return [float(word[0]) for word in NUMBER.finditer(stated) if word[0] != "g"]


def _matrix(stated: str) -> Matrix:
    numbers = _numbers(stated)
    return (numbers[0], numbers[1], numbers[2], numbers[3], numbers[4], numbers[5]) if len(numbers) == 6 else PLAIN


def _moved(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f
