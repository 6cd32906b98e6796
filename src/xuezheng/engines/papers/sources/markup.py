"""Parsing XML that strangers wrote: no entities, no document types, no network, no depth or size without end."""

from django.utils.translation import gettext as _
from lxml import etree

from xuezheng.engines.papers.sources.refusing import FileHasEntities, broken

TYPE_MARK = b"<!DOCTYPE"


def parse_xml(content: bytes, *, filename: str, kind: str) -> etree._Element:
    """The root element. A document type is refused even where it declares nothing: office files have none."""
    if TYPE_MARK in content[:4096].upper():
        raise _has_entities(filename)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise broken(filename, kind=kind) from error
    if root.getroottree().docinfo.internalDTD is not None:  # an encoding that the look at the bytes did not see through
        raise _has_entities(filename)
    return root


def _has_entities(filename: str) -> FileHasEntities:
    return FileHasEntities(
        _("“%(name)s” declares XML entities, which no office program does; save it anew in Word or WPS and send that.")
        % {"name": filename},
        field="file",
    )


def local(element: etree._Element) -> str:
    """The tag without its namespace: transitional and strict files differ only there."""
    return str(element.tag).rpartition("}")[2]


def attribute(element: etree._Element | None, name: str) -> str:
    """An attribute by its local name, empty where it is missing."""
    if element is None:
        return ""
    for key, value in element.attrib.items():
        if str(key).rpartition("}")[2] == name:
            return str(value)
    return ""


def child(element: etree._Element | None, *path: str) -> etree._Element | None:
    """The first child by local names, one level after the other."""
    for name in path:
        if element is None:
            return None
        element = next((item for item in element if local(item) == name), None)
    return element


def children(element: etree._Element | None, name: str) -> list[etree._Element]:
    return [] if element is None else [item for item in element if local(item) == name]


def descendants(element: etree._Element, name: str) -> list[etree._Element]:
    return [item for item in element.iter() if local(item) == name]
