"""A form as it was declared: sections of fields and tables, what is computed, and the rules that hold between them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from functools import cached_property

from xuezheng.engines.formulas.facade import Kind, RowFormula
from xuezheng.kernel.catalogues.entries import Words


class Answer(StrEnum):
    """What kind of answer a field takes."""

    INTEGER = "integer"
    DECIMAL = "decimal"
    TEXT = "text"
    LONG_TEXT = "long_text"
    DATE = "date"
    BOOLEAN = "boolean"
    CHOICE = "choice"
    CHOICES = "choices"
    FILES = "files"

    @property
    def kind(self) -> Kind | None:
        """How formulas see it; lists of options and files are not seen by them."""
        return _KINDS.get(self)


_KINDS = {
    Answer.INTEGER: Kind.NUMBER,
    Answer.DECIMAL: Kind.NUMBER,
    Answer.TEXT: Kind.TEXT,
    Answer.LONG_TEXT: Kind.TEXT,
    Answer.DATE: Kind.DATE,
    Answer.BOOLEAN: Kind.BOOLEAN,
    Answer.CHOICE: Kind.TEXT,
}


class Severity(StrEnum):
    """An error stops the submission; a warning asks for a remark."""

    ERROR = "error"
    WARNING = "warning"


class Need(StrEnum):
    """What an empty field is."""

    REQUIRED = "required"
    EXPECTED = "expected"
    OPTIONAL = "optional"


@dataclass(frozen=True, kw_only=True)
class Option:
    code: str
    title: Words


@dataclass(frozen=True, kw_only=True)
class Source:
    """Where a value is known already: `indicator:code` or `lake:table.column`."""

    scheme: str
    name: str

    def __str__(self) -> str:
        return f"{self.scheme}:{self.name}"


@dataclass(frozen=True, kw_only=True)
class Field:
    code: str
    title: Words
    answer: Answer
    about: Words = field(default_factory=lambda: Words(zh="", en=""))
    unit: Words = field(default_factory=lambda: Words(zh="", en=""))
    need: Need = Need.REQUIRED
    least: Decimal | None = None
    most: Decimal | None = None
    decimals: int = 0
    longest: int = 500
    options: tuple[Option, ...] = ()
    source: Source | None = None
    computed: RowFormula | None = None
    although: str = ""
    """The reason why it is asked although a source has it."""

    @property
    def is_asked(self) -> bool:
        return self.source is None and self.computed is None

    @property
    def is_number(self) -> bool:
        return self.answer in {Answer.INTEGER, Answer.DECIMAL}

    def option(self, code: str) -> Option | None:
        return next((one for one in self.options if one.code == code), None)


@dataclass(frozen=True, kw_only=True)
class Rule:
    code: str
    check: RowFormula
    severity: Severity
    message: Words
    """May name fields in braces: their values are put there."""
    about: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Into:
    """Where accepted answers go: a record table, and for each of its columns the field whose answer stands in it."""

    table: str
    columns: Mapping[str, str]
    lines: Mapping[str, int] = field(default_factory=dict, compare=False)
    """Of the declaration, by the name of the column; that of the table under the empty name."""


@dataclass(frozen=True, kw_only=True)
class Table:
    """Rows of the same fields; its rules hold for each row."""

    code: str
    title: Words
    columns: tuple[Field, ...]
    rules: tuple[Rule, ...] = ()
    least_rows: int = 0
    most_rows: int = 200
    into: Into | None = None

    @property
    def names_of_sums(self) -> Mapping[str, str]:
        """How formulas of the form see the table: the name of each sum and the column summed."""
        return {
            f"sum_of_{self.code}_{column.code}": column.code
            for column in self.columns
            if column.answer.kind is Kind.NUMBER
        }

    @property
    def name_of_rows(self) -> str:
        return f"rows_of_{self.code}"


@dataclass(frozen=True, kw_only=True)
class Feed:
    """A record table that is fed by the rows of a form's table, or where there is none by the form's own fields."""

    into: Into
    table: Table | None = None


@dataclass(frozen=True, kw_only=True)
class Section:
    code: str
    title: Words
    about: Words
    fields: tuple[Field, ...]
    tables: tuple[Table, ...]


@dataclass(frozen=True, kw_only=True)
class Form:
    code: str
    title: Words
    about: Words
    periods: str
    units: tuple[str, ...]
    sections: tuple[Section, ...]
    rules: tuple[Rule, ...]
    text: str
    """The declaration itself, as it was written."""
    into: Into | None = None

    def fields(self) -> Iterator[Field]:
        for section in self.sections:
            yield from section.fields

    def tables(self) -> Iterator[Table]:
        for section in self.sections:
            yield from section.tables

    @cached_property
    def feeds(self) -> tuple[Feed, ...]:
        own = (Feed(into=self.into),) if self.into else ()
        return (*own, *(Feed(into=table.into, table=table) for table in self.tables() if table.into))

    @cached_property
    def by_code(self) -> Mapping[str, Field]:
        return {one.code: one for one in self.fields()}

    @cached_property
    def tables_by_code(self) -> Mapping[str, Table]:
        return {one.code: one for one in self.tables()}

    @cached_property
    def computed_in_order(self) -> tuple[Field, ...]:
        """Each computed field after those it needs; `declaring` has refused circles."""
        open_fields = {one.code: one for one in self.fields() if one.computed is not None}
        found: list[Field] = []
        while open_fields:
            ready = [one for one in open_fields.values() if not (_needs(one) & set(open_fields))]
            found += ready
            for one in ready:
                del open_fields[one.code]
        return tuple(found)


def _needs(one: Field) -> frozenset[str]:
    return frozenset(one.computed.fields) if one.computed is not None else frozenset()
