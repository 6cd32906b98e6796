"""Charts: one specification, shown live in a page and drawn as SVG or PNG for a document, always with its table."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Protocol
from uuid import uuid4

import vl_convert
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from xuezheng.engines.papers.bundle import bundle_name
from xuezheng.engines.papers.fonts import require_chinese_font
from xuezheng.engines.papers.theme import configuration

DOCUMENT_WIDTH = 640


class Chart(Protocol):
    """What Altair's charts have in common."""

    def to_dict(self) -> dict[str, Any]: ...


@dataclass(frozen=True, kw_only=True)
class Cell:
    """One cell of a figure's table; an address makes it a link, which is also the way of the keyboard into the chart."""

    text: str
    address: str = ""
    numeric: bool = False


@dataclass(frozen=True, kw_only=True)
class Table:
    head: Sequence[str]
    rows: Sequence[Sequence[Cell]]


@dataclass(frozen=True, kw_only=True)
class Figure:
    """Made by `figure`. In a template: `{{ figure.html }}`."""

    spec: Mapping[str, Any]
    title: str
    description: str
    table: Table
    note: str = ""
    table_open: bool = False
    id: str = field(default_factory=lambda: f"figure-{uuid4().hex[:8]}")

    @cached_property
    def html(self) -> SafeString:
        """The figure for a page: its live chart, its description, its table."""
        return render_to_string(
            "papers/figure.html", {"figure": self, "spec": as_template_text(self.page_spec()), "bundle": bundle_name()}
        )

    def page_spec(self) -> dict[str, Any]:
        """As wide as the page leaves it room; the title stands in the page's own words above it."""
        return {"width": "container", "autosize": {"type": "fit", "contains": "padding"}, **self._configured()}

    def document_spec(self) -> dict[str, Any]:
        """Of a fixed width, with title, description and a white ground."""
        spec = self._configured()
        if spec.get("width", "container") == "container":
            spec["width"] = DOCUMENT_WIDTH
        words = [line for line in (self.description, self.note) if line]
        return {**spec, "title": {"text": self.title, "subtitle": words}, "background": "white", "padding": 16}

    def svg(self) -> str:
        require_chinese_font()
        return str(vl_convert.vegalite_to_svg(self.document_spec(), allowed_base_urls=[]))

    def png(self, *, scale: float = 2) -> bytes:
        require_chinese_font()
        return bytes(vl_convert.vegalite_to_png(self.document_spec(), scale=scale, allowed_base_urls=[]))

    def _configured(self) -> dict[str, Any]:
        return {**self.spec, "config": configuration() | self.spec.get("config", {})}


def figure(
    spec: Chart | Mapping[str, Any], *, title: str, description: str, table: Table | None = None, note: str = ""
) -> Figure:
    """A figure from an Altair chart or a Vega-Lite specification. Without a table, its data becomes one."""
    plain: Mapping[str, Any] = spec if isinstance(spec, Mapping) else spec.to_dict()
    return Figure(spec=plain, title=title, description=description, note=note, table=table or table_of(plain))


ESCAPED = {ord(character): f"\\u{ord(character):04x}" for character in "<>&"}


def as_template_text(spec: Mapping[str, Any]) -> SafeString:
    """JSON to stand in a <template>: a script element would be dropped where htmx puts a part into a page."""
    return mark_safe(json.dumps(spec, ensure_ascii=False, separators=(",", ":")).translate(ESCAPED))  # noqa: S308 - escaped here


def table_of(spec: Mapping[str, Any]) -> Table:
    """The rows a specification carries, under the titles its encoding gives the fields."""
    rows = _rows(spec)
    titles = _titles(spec)
    names = [name for name in rows[0] if name in titles] or list(rows[0]) if rows else []
    return Table(
        head=[titles.get(name, name) for name in names],
        rows=[[_cell(row.get(name)) for name in names] for row in rows],
    )


def _rows(spec: Mapping[str, Any]) -> list[dict[str, Any]]:
    data = spec.get("data", {})
    if "values" in data:
        return list(data["values"])
    return list(spec.get("datasets", {}).get(data.get("name"), []))


def _titles(spec: Mapping[str, Any]) -> dict[str, str]:
    layers = [spec, *spec.get("layer", [])]
    channels = [channel for layer in layers for channel in layer.get("encoding", {}).values() if "field" in channel]
    return {channel["field"]: channel.get("title") or channel["field"] for channel in channels}


def _cell(value: object) -> Cell:
    if isinstance(value, float):
        return Cell(text=f"{value:,.10g}", numeric=True)
    if isinstance(value, int) and not isinstance(value, bool):
        return Cell(text=f"{value:,}", numeric=True)
    return Cell(text="" if value is None else str(value))
