"""What other packages show beside a unit's overview: they register a panel, the unit's page asks each for its values."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise

from xuezheng.kernel.scope.acting import ActingPost


@dataclass(frozen=True, kw_only=True)
class UnitPanel:
    """`context(post, unit_id)` returns the template's values, or None where there is nothing to say of this unit."""

    code: str
    title: Promise
    template: str
    context: Callable[[ActingPost, int], dict[str, Any] | None]
    order: int = 100


_panels: dict[str, UnitPanel] = {}


def register(panel: UnitPanel) -> None:
    _panels[panel.code] = panel


def panels_for(post: ActingPost, unit_id: int) -> list[tuple[UnitPanel, dict[str, Any]]]:
    """Those that have something to say, each with its values."""
    asked = [(panel, panel.context(post, unit_id)) for panel in sorted(_panels.values(), key=lambda panel: panel.order)]
    return [(panel, values) for panel, values in asked if values is not None]
