"""The parts of a .docx file: the document, its lists, styles and notes, found by their relations (ISO/IEC 29500-2)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from posixpath import dirname, join, normpath

from lxml import etree

from xuezheng.engines.papers.sources.archives import Archive
from xuezheng.engines.papers.sources.markup import attribute, child, children, parse_xml
from xuezheng.engines.papers.sources.refusing import broken

KIND = "Word"


@dataclass(frozen=True, kw_only=True)
class Style:
    """What a paragraph style says of numbering; `based_on` is asked for what it leaves open."""

    name: str
    based_on: str
    number_id: str
    level: str


@dataclass(kw_only=True)
class Package:
    """Parts are parsed when they are asked for."""

    archive: Archive
    main: str
    targets: Mapping[str, str] = field(default_factory=dict)
    """Part names by relation id."""
    by_type: Mapping[str, list[str]] = field(default_factory=dict)
    """Part names by the last word of the relation's type."""

    def part(self, name: str) -> etree._Element | None:
        content = self.archive.find(name)
        return None if content is None else parse_xml(content, filename=self.archive.filename, kind=KIND)

    def of_type(self, kind: str) -> etree._Element | None:
        names = self.by_type.get(kind, [])
        return self.part(names[0]) if names else None

    def document(self) -> etree._Element:
        root = self.part(self.main)
        body = child(root, "body")
        if body is None:
            raise broken(self.archive.filename, kind=KIND)
        return body


def open_package(content: bytes, *, filename: str) -> Package:
    archive = Archive(content, filename=filename, kind=KIND)
    package = Package(archive=archive, main="word/document.xml")
    package.main = _relations(package, of="").by_type.get("officeDocument", [package.main])[0]
    found = _relations(package, of=package.main)
    package.targets, package.by_type = found.targets, found.by_type
    return package


@dataclass(frozen=True, kw_only=True)
class _Relations:
    targets: dict[str, str] = field(default_factory=dict)
    by_type: dict[str, list[str]] = field(default_factory=dict)


def _relations(package: Package, *, of: str) -> _Relations:
    folder = dirname(of)
    root = package.part(join(folder, "_rels", of.rpartition("/")[2] + ".rels"))
    found = _Relations()
    for item in children(root, "Relationship"):
        if attribute(item, "TargetMode") == "External":
            continue
        target = attribute(item, "Target")
        name = target.lstrip("/") if target.startswith("/") else normpath(join(folder, target))
        found.targets[attribute(item, "Id")] = name
        found.by_type.setdefault(attribute(item, "Type").rpartition("/")[2], []).append(name)
    return found


def read_styles(root: etree._Element | None) -> dict[str, Style]:
    """Paragraph styles by id; the default one also under the empty id."""
    found = {}
    for item in children(root, "style"):
        if attribute(item, "type") != "paragraph":
            continue
        numbers = child(item, "pPr", "numPr")
        style = Style(
            name=attribute(child(item, "name"), "val"),
            based_on=attribute(child(item, "basedOn"), "val"),
            number_id=attribute(child(numbers, "numId"), "val"),
            level=attribute(child(numbers, "ilvl"), "val"),
        )
        found[attribute(item, "styleId")] = style
        if attribute(item, "default") in {"1", "true", "on"}:
            found[""] = style
    return found
