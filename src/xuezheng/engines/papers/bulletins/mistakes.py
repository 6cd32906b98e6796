"""What is wrong with a template: each mistake with its line and what would be right, all of them at once."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from xuezheng.kernel.refusals import Refusal


@dataclass(frozen=True, kw_only=True, order=True)
class Mistake:
    """`line` counts from 1."""

    line: int
    reason: str

    @property
    def sentence(self) -> str:
        return _("Line %(line)s: %(reason)s") % {"line": self.line, "reason": self.reason}


class TemplateIsMistaken(Refusal):
    code = "template-mistaken"

    def __init__(self, mistakes: list[Mistake]) -> None:
        self.mistakes = tuple(sorted(mistakes))
        super().__init__("\n".join(mistake.sentence for mistake in self.mistakes), field="template")


class SlotIsMistaken(ValueError):
    """Within one text; `place` counts its characters from 0."""

    def __init__(self, reason: str, *, place: int = 0) -> None:
        super().__init__(reason)
        self.reason = reason
        self.place = place


class Notes:
    """The mistakes found while a template is read."""

    def __init__(self) -> None:
        self.mistakes: list[Mistake] = []

    def add(self, node: Any, reason: str, *, lines: int = 0) -> None:
        self.mistakes.append(Mistake(line=node.start_mark.line + 1 + lines, reason=reason))
