"""Names of units: cleaning what people type."""

import unicodedata

from django.utils.translation import gettext as _

from xuezheng.kernel.refusals import Refusal

NAME_LENGTH, SHORT_NAME_LENGTH = 120, 60


def clean_name(text: str, *, field: str = "name", longest: int = NAME_LENGTH) -> str:
    """One line without surrounding or doubled blanks; refused where nothing readable is left or it is too long."""
    name = " ".join(text.split())
    if not any(character.isalnum() for character in name):
        raise Refusal(_("Write a name, such as 演示县第一小学."), field=field)
    if any(unicodedata.category(character) in {"Cc", "Cf", "Co", "Cn", "Cs"} for character in name):
        raise Refusal(
            _("“%(name)s” holds a character that cannot be seen. Type the name again.") % {"name": name}, field=field
        )
    if len(name) > longest:
        raise Refusal(
            _("“%(name)s…” has %(count)d characters; %(longest)d at most.")
            % {"name": name[:20], "count": len(name), "longest": longest},
            field=field,
        )
    return name
