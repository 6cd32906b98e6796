"""Whether documents made on this machine can show Chinese: found out by drawing, since no list of fonts tells it surely."""

from functools import cache
from pathlib import Path

import vl_convert
from django.conf import settings
from django.utils.translation import gettext as _

from xuezheng.engines.papers.theme import FONTS
from xuezheng.kernel.refusals import Refusal

PROBE = "政"
NOWHERE = "\U0010fffd"
"""A character of nobody's: what is drawn for it is what is drawn for every character without a font."""


class ChineseFontMissing(Refusal):
    """A chart with Chinese in it would come out with boxes or gaps: better said than sent."""

    status = 503
    code = "font-missing"


def require_chinese_font() -> None:
    sentence = missing_font_sentence()
    if sentence:
        raise ChineseFontMissing(sentence)


def missing_font_sentence() -> str:
    """Empty where all is well; for the operator's doctor as for the refusal."""
    if draws(PROBE):
        return ""
    return _(
        "No font with Chinese characters is installed on this server, so charts in documents cannot be made."
        " Install one (on Debian and Ubuntu: apt install fonts-noto-cjk) and start the server again."
    )


@cache
def register_fonts_folder() -> None:
    """Charts are drawn with the operator's fonts too."""
    folder = Path(settings.FONTS)
    if folder.is_dir():
        vl_convert.register_font_directory(str(folder))


@cache
def draws(character: str) -> bool:
    """Whether some font here has this character."""
    register_fonts_folder()
    return _drawn(character) not in {_drawn(NOWHERE), _drawn(" ")}


@cache
def _drawn(character: str) -> bytes:
    picture = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40">'
        f'<text x="4" y="32" font-size="28" font-family="{FONTS}">{character}</text></svg>'
    )
    return bytes(vl_convert.svg_to_png(picture))
