"""Where values are known already: engines and modules register themselves; forms are filled from them and never ask again.

A source answers for its scheme, `indicator` or `lake`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from django.utils.translation import get_language

from xuezheng.engines.forms.answers import Kept, value_of
from xuezheng.engines.forms.declared import Answer, Field, Form, Source
from xuezheng.kernel.scope.acting import ActingPost

_FILLS: Mapping[Answer, tuple[Answer, ...]] = {
    Answer.INTEGER: (Answer.INTEGER, Answer.DECIMAL),
    Answer.TEXT: (Answer.TEXT, Answer.LONG_TEXT),
    Answer.CHOICE: (Answer.CHOICE, Answer.TEXT, Answer.LONG_TEXT),
}


@dataclass(frozen=True, kw_only=True)
class Offer:
    """One value that a source has for each unit: `name` as a form writes it after the scheme, `answer` what it holds."""

    name: str
    answer: Answer
    title_zh: str
    title_en: str
    within_zh: str = ""
    within_en: str = ""
    """The table that holds it, where it is held by one."""
    options: tuple[str, ...] = ()
    """All that it can be, where that is a choice."""

    @property
    def fills(self) -> tuple[Answer, ...]:
        """How a field can answer that is filled from it, the nearest first."""
        return _FILLS.get(self.answer, (self.answer,))

    @property
    def title(self) -> str:
        """With the table."""
        is_english = (get_language() or "").startswith("en")
        named = (self.within_en, self.title_en) if is_english else (self.within_zh, self.title_zh)
        return " · ".join(filter(None, named))


@dataclass(frozen=True, kw_only=True)
class Known:
    """A value a source has for one unit."""

    value: Kept
    as_of: date
    url: str = ""


class FormSource(Protocol):
    """What registers itself under a scheme."""

    def offers(self) -> Sequence[Offer]: ...

    def values(
        self, post: ActingPost, names: Sequence[str], *, period: str, unit_paths: Sequence[str]
    ) -> Mapping[str, Mapping[str, Known]]:
        """By the unit's path, then by name; what is not known is left out."""
        ...

    def keeper(self, name: str, *, period: str, unit_path: str) -> str:
        """The place that keeps the value and puts it right: the unit's own or one above it; empty where nobody does."""
        ...

    def unfit(self, name: str, *, value: Kept) -> str:
        """Why such a value can never stand there, as a sentence that says what would fit; empty where it can."""
        ...

    def put_right(self, post: ActingPost, name: str, *, period: str, unit_path: str, value: Kept, at: datetime) -> bool:
        """Write the value where it is kept; False where it is computed and only what it is made of can be put right."""
        ...

    def address(self, name: str, *, period: str, unit_code: str) -> str:
        """The page that shows the unit's value where it is kept; empty where there is none."""
        ...


sources: dict[str, FormSource] = {}


def register_source(scheme: str, source: FormSource) -> None:
    sources[scheme] = source


def offer_of(scheme: str, name: str) -> Offer | None:
    source = sources.get(scheme)
    return next((one for one in source.offers() if one.name == name), None) if source else None


def keeper_of(scheme: str, name: str, *, period: str, unit_path: str) -> str:
    source = sources.get(scheme)
    return source.keeper(name, period=period, unit_path=unit_path) if source else ""


def unfit_for(source: Source, value: Kept) -> str:
    asked = sources.get(source.scheme)
    return asked.unfit(source.name, value=value) if asked else ""


def address_of(scheme: str, name: str, *, period: str, unit_code: str) -> str:
    source = sources.get(scheme)
    return source.address(name, period=period, unit_code=unit_code) if source else ""


def known_value(post: ActingPost, source: Source, *, period: str, unit_path: str) -> Known | None:
    """What the source says of the unit now."""
    asked = sources.get(source.scheme)
    found = asked.values(post, [source.name], period=period, unit_paths=[unit_path]) if asked else {}
    return found.get(unit_path, {}).get(source.name)


@dataclass(frozen=True, kw_only=True)
class Overlap:
    """A field that is asked although a source has its value; `table` is the one that it is a column of."""

    field: Field
    scheme: str
    offer: Offer
    table: str = ""

    @property
    def source(self) -> str:
        return f"{self.scheme}:{self.offer.name}"


def overlaps(form: Form) -> list[Overlap]:
    """Asked fields and columns that a source knows: of the same code as what it offers, or of the same title. What the form
    itself hands over is known from nowhere else."""
    fed = {f"lake:{feed.into.table}.{column}" for feed in form.feeds for column in feed.into.columns}
    by_code: dict[str, tuple[str, Offer]] = {}
    by_title: dict[str, tuple[str, Offer]] = {}
    for scheme, source in sources.items():
        for offer in source.offers():
            if f"{scheme}:{offer.name}" in fed:
                continue
            by_code.setdefault(offer.name.rpartition(".")[2], (scheme, offer))
            by_title.setdefault(_plain(offer.title_zh), (scheme, offer))
    asked = [("", one) for one in form.fields()]
    asked += [(table.code, one) for table in form.tables() for one in table.columns]
    found = []
    for table, one in asked:
        met = by_code.get(one.code)
        if met is None or (
            table and one.answer not in met[1].fills
        ):  # columns have short codes: two may mean different things
            met = by_title.get(_plain(one.title.zh))
        if one.is_asked and met is not None:
            found.append(Overlap(field=one, table=table, scheme=met[0], offer=met[1]))
    return found


def known_values(
    post: ActingPost, form: Form, *, period: str, unit_paths: Sequence[str]
) -> Mapping[str, Mapping[str, Known]]:
    """By the unit's path, then by the field's code. A source may have become another since the form was published: what
    the field cannot hold is not known."""
    wanted: dict[str, dict[str, list[Field]]] = {}
    for one in form.fields():
        if one.source is not None:
            wanted.setdefault(one.source.scheme, {}).setdefault(one.source.name, []).append(one)
    found: dict[str, dict[str, Known]] = {path: {} for path in unit_paths}
    for scheme, names in wanted.items():
        source = sources.get(scheme)
        given = source.values(post, list(names), period=period, unit_paths=unit_paths) if source else {}
        for path, values in given.items():
            for name, known in values.items():
                found[path] |= {one.code: known for one in names[name] if _is_held_by(one, known.value)}
    return found


def _is_held_by(field: Field, kept: Kept) -> bool:
    try:
        value_of(field, kept)
    except (ArithmeticError, ValueError):
        return False
    return isinstance(kept, bool) == (field.answer is Answer.BOOLEAN)


def _plain(title: str) -> str:
    return "".join(character for character in title if character.isalnum())
