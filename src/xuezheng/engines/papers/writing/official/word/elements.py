"""Elements of WordprocessingML that python-docx has no words for, each put where the schema wants it (ECMA-376, CT_PPr)."""

from typing import Any

from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement

PARAGRAPH_ORDER = [
    "pStyle",
    "keepNext",
    "keepLines",
    "pageBreakBefore",
    "framePr",
    "widowControl",
    "numPr",
    "suppressLineNumbers",
    "pBdr",
    "shd",
    "tabs",
    "suppressAutoHyphens",
    "kinsoku",
    "wordWrap",
    "overflowPunct",
    "topLinePunct",
    "autoSpaceDE",
    "autoSpaceDN",
    "bidi",
    "adjustRightInd",
    "snapToGrid",
    "spacing",
    "ind",
    "contextualSpacing",
    "mirrorIndents",
    "suppressOverlap",
    "jc",
    "textDirection",
    "textAlignment",
    "textboxTightWrap",
    "outlineLvl",
    "divId",
    "cnfStyle",
    "rPr",
    "sectPr",
    "pPrChange",
]
TWIPS_PER_POINT, TWIPS_PER_MM = 20, 1440 / 25.4


def element(tag: str, **attributes: object) -> Any:
    """`tag` and the names of the attributes without their prefix w."""
    made = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), str(value))
    return made


def put(properties: Any, made: Any) -> Any:
    """Into the properties of a paragraph, in place of an earlier one of its kind."""
    name = _local(made)
    for other in [child for child in properties if _local(child) == name]:
        properties.remove(other)
    after = PARAGRAPH_ORDER.index(name)
    place = next(
        (n for n, child in enumerate(properties) if PARAGRAPH_ORDER.index(_local(child)) > after), len(properties)
    )
    properties.insert(place, made)
    return made


def properties_of(paragraph: Any) -> Any:
    return paragraph._p.get_or_add_pPr()  # noqa: SLF001 - python-docx shows only some of the properties


def borders(**sides: dict[str, object]) -> Any:
    made = element("pBdr")
    for side in ("top", "left", "bottom", "right", "between"):
        if side in sides:
            made.append(element(side, **sides[side]))
    return made


def rule(*, points: float, colour: str = "000000", space: float = 0) -> dict[str, object]:
    """A border's width is counted in eighths of a point."""
    return {"val": "single", "sz": round(points * 8), "space": round(space), "color": colour}


def twips_of_mm(millimetres: float) -> int:
    return round(millimetres * TWIPS_PER_MM)


def twips_of_points(points: float) -> int:
    return round(points * TWIPS_PER_POINT)


def _local(child: Any) -> str:
    return str(child.tag).rpartition("}")[2]
