"""Charts and maps drawn for a document: equal ones once, however many documents they stand in."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import vl_convert

from xuezheng.engines.papers.charts import Figure
from xuezheng.engines.papers.fonts import register_fonts_folder, require_chinese_font
from xuezheng.engines.papers.theme import FONTS
from xuezheng.engines.papers.writing.official.paper import Picture
from xuezheng.engines.papers.writing.standard import Page

KEPT = 64
TALLEST = 0.9
"""Of the text's height: a picture leaves room for a line beside it."""
SCALE = 2.5
"""Dots per unit: at the width of the text about 270 to the inch."""
_SIZE = re.compile(r'<svg[^>]*?\bwidth="([\d.]+)"[^>]*?\bheight="([\d.]+)"')
_IDS = re.compile(r'(\bid="|url\(#|href="#)([\w.-]+)')
_WORDS = re.compile(r"<text[^>]*>(.*?)</text>", re.DOTALL)


@dataclass(frozen=True, kw_only=True)
class Drawing:
    svg: str
    width: float
    height: float

    def width_on(self, page: Page) -> float:
        """In millimetres: as wide as the text, or less where it would be too tall."""
        tallest = (page.height - page.top - page.bottom) * TALLEST
        return min(page.text_width, tallest * self.width / self.height)

    def png(self) -> bytes:
        require_chinese_font()
        return _png(self.svg)

    def svg_in(self, families: Sequence[str]) -> str:
        """With the words in these fonts."""
        named = ", ".join(f"'{family}'" for family in families)
        return self.svg.replace(FONTS, named).replace(FONTS.replace("'", "&apos;"), named)

    def words(self) -> list[str]:
        return _WORDS.findall(self.svg)


def words_for(picture: Picture) -> str:
    """What is said to who does not see it."""
    return f"{picture.figure.title}。{picture.figure.description}"


def drawing_of(figure: Figure) -> Drawing:
    svg = _svg(json.dumps(figure.document_spec(), ensure_ascii=False))
    size = _SIZE.search(svg)
    assert size is not None
    return Drawing(svg=svg, width=float(size[1]), height=float(size[2]))


@lru_cache(maxsize=KEPT)
def _svg(spec: str) -> str:
    register_fonts_folder()
    return with_counted_ids(str(vl_convert.vegalite_to_svg(spec, allowed_base_urls=[])))


@lru_cache(maxsize=KEPT)
def _png(svg: str) -> bytes:
    return bytes(vl_convert.svg_to_png(svg, scale=SCALE))


def with_counted_ids(svg: str) -> str:
    """Vega counts its gradients and clips on through a process; counted anew, equal drawings are equal."""
    names: dict[str, str] = {}
    return _IDS.sub(lambda found: f"{found[1]}{names.setdefault(found[2], f'd{len(names)}')}", svg)
