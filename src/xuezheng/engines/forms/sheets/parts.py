"""How a form lies on sheets: one for the fields of each section, one for each table; and which cells are free."""

from collections.abc import Sequence
from dataclasses import dataclass

from xuezheng.engines.forms.declared import Answer, Field, Form, Table

LONGEST = 32_000
"""Characters a cell of a spreadsheet holds, rounded down."""


@dataclass(frozen=True, kw_only=True)
class Part:
    """One sheet. `table` where its rows are those of a table and not one for each unit."""

    code: str
    title: str
    columns: tuple[Field, ...]
    table: Table | None = None


def parts_of(form: Form) -> Sequence[Part]:
    found: list[Part] = []
    for section in form.sections:
        if section.fields:
            found.append(Part(code=section.code, title=str(section.title), columns=section.fields))
        found += [part_of_table(table) for table in section.tables]
    return found


def part_of_table(table: Table) -> Part:
    return Part(code=f"table.{table.code}", title=str(table.title), columns=table.columns, table=table)


def is_free(field: Field) -> bool:
    """Whether a cell takes an answer: files and very long texts are given in the page."""
    return field.is_asked and field.answer is not Answer.FILES and field.longest <= LONGEST


def answerable(form: Form) -> Sequence[str]:
    """Codes of fields and tables that a sheet may change, in the order of the form."""
    return [*(one.code for one in form.fields() if is_free(one)), *form.tables_by_code]
