"""Form widgets that more than one package needs: the picker of units, which asks the units package's endpoint.

The endpoint (`url_name`, GET, within what the post may see) answers `picker_answer(...)` to one of
  ?under=CODE   the children of a unit; ?under= the top of what the post may see
  ?q=TEXT       units whose name, alias, pinyin initials or code match
  ?code=CODE    that one unit, to show the name of a value already chosen
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from django.forms import TextInput
from django.http import JsonResponse
from django.urls import reverse_lazy

MOST_NODES = 200
"""How many nodes an answer holds at most; beyond, `more` asks the reader to type."""


@dataclass(frozen=True, kw_only=True)
class PickerNode:
    """`note` tells namesakes apart: the units above in a list of matches, the kind in the tree."""

    code: str
    name: str
    note: str = ""
    has_children: bool = False


def picker_answer(nodes: Sequence[PickerNode], *, more: bool = False) -> JsonResponse:
    return JsonResponse(
        {"nodes": [asdict(node) for node in nodes[:MOST_NODES]], "more": more or len(nodes) > MOST_NODES}
    )


class UnitPicker(TextInput):
    """A unit by its code. Without the script it is a plain box for the code."""

    template_name = "pages/widgets/unit_picker.html"

    def __init__(self, *, url_name: str = "units-picker", attrs: Mapping[str, Any] | None = None) -> None:
        super().__init__(attrs={"autocomplete": "off", "spellcheck": "false", **(attrs or {})})
        self.url_name = url_name

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        return {**super().get_context(name, value, attrs), "address": reverse_lazy(self.url_name)}
