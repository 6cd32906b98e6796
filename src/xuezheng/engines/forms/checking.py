"""Checking a report: computed values, and what every rule has to say. The same for the page, a file and a reviewer."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from django.utils.translation import gettext as _

from xuezheng.engines.forms.answers import Kept, plain, shortened, shown, value_of
from xuezheng.engines.forms.declared import Field, Form, Need, Rule, Severity, Table
from xuezheng.engines.formulas.facade import Value

Row = Mapping[str, Kept]
Rows = Mapping[str, Sequence[Row]]
"""The rows of each table by its code."""
STILL_EMPTY = frozenset({"need", "few"})
"""Rules of what is not there yet: no mistake, though a required one stops the submission."""
_PLACE = re.compile(r"\{([^{}]*)\}")


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One sentence about one or several fields; `row` counts from 0 within a table, which `title` names."""

    severity: Severity
    sentence: str
    about: tuple[str, ...]
    rule: str
    table: str = ""
    row: int | None = None
    title: str = ""

    @property
    def placed(self) -> str:
        """The sentence where nobody sees of which row it speaks."""
        return self.sentence if self.row is None else of_row(self.title, self.row, self.sentence)


@dataclass(frozen=True, kw_only=True)
class Checked:
    """All values with the computed ones, and what was found."""

    answers: Mapping[str, Kept]
    rows: Rows
    findings: tuple[Finding, ...]

    @property
    def errors(self) -> tuple[Finding, ...]:
        return tuple(one for one in self.findings if one.severity is Severity.ERROR)

    @property
    def missing(self) -> int:
        """What is still empty: fields that are required or expected, and tables with too few rows."""
        return sum(1 for one in self.findings if one.rule in STILL_EMPTY)

    @property
    def mistakes(self) -> int:
        return sum(1 for one in self.errors if one.rule not in STILL_EMPTY)

    def about(self, code: str) -> tuple[Finding, ...]:
        return tuple(one for one in self.findings if code in one.about and not one.table)


def of_row(title: object, row: int, sentence: object) -> str:
    return _("%(table)s, row %(row)d: %(sentence)s") % {"table": title, "row": row + 1, "sentence": sentence}


def check(form: Form, answers: Mapping[str, Kept], rows: Rows | None = None) -> Checked:
    """Compute what is computed, then ask every rule. A rule whose answer is unknown (a field is empty) says nothing."""
    given = {code: answers.get(code) for code in form.by_code}
    given_rows = {code: tuple((rows or {}).get(code, ())) for code in form.tables_by_code}
    values: dict[str, Value] = {code: value_of(form.by_code[code], kept) for code, kept in given.items()}
    for table in form.tables():
        values |= sums_of(table, given_rows[table.code])
    for one in form.computed_in_order:
        assert one.computed is not None
        given[one.code] = plain(one, one.computed.evaluate(values))
        values[one.code] = value_of(one, given[one.code])
    filled_rows = {table.code: tuple(row_of(table, row) for row in given_rows[table.code]) for table in form.tables()}
    findings = (*_of_form(form, given, values), *_of_tables(form, filled_rows))
    return Checked(answers=given, rows=filled_rows, findings=findings)


def sums_of(table: Table, rows: Sequence[Row]) -> dict[str, Value]:
    columns = {column.code: column for column in table.columns}
    if any(columns[code].computed for code in table.names_of_sums.values()):
        rows = [row_of(table, row) for row in rows]
    found: dict[str, Value] = {table.name_of_rows: Decimal(len(rows))}
    for name, code in table.names_of_sums.items():
        parts = [value_of(columns[code], row.get(code)) for row in rows]
        found[name] = sum((part for part in parts if isinstance(part, Decimal)), Decimal(0))
    return found


def row_of(table: Table, row: Row) -> dict[str, Kept]:
    filled = {column.code: row.get(column.code) for column in table.columns}
    values = {column.code: value_of(column, filled[column.code]) for column in table.columns}
    for column in table.columns:
        if column.computed is not None:
            filled[column.code] = plain(column, column.computed.evaluate(values))
    return filled


def _of_form(form: Form, given: Mapping[str, Kept], values: Mapping[str, Value]) -> Iterator[Finding]:
    for one in form.fields():
        yield from _of_field(one, given[one.code])
    for rule in form.rules:
        if rule.check.evaluate(values) is False:
            yield _broken(rule, form.by_code, given, values)


def _of_tables(form: Form, rows: Rows) -> Iterator[Finding]:
    for table in form.tables():
        found = rows[table.code]
        if not table.least_rows <= len(found) <= table.most_rows:
            sentence = _("%(title)s has %(rows)s rows; between %(least)s and %(most)s are asked.") % {
                "title": table.title, "rows": len(found), "least": table.least_rows, "most": table.most_rows,
            }  # fmt: skip
            yield Finding(
                severity=Severity.ERROR, sentence=sentence, about=(table.code,), table=table.code,
                rule="few" if len(found) < table.least_rows else "rows",
            )  # fmt: skip
        for number, row in enumerate(found):
            yield from _of_row(table, row, number)


def _of_row(table: Table, row: Row, number: int) -> Iterator[Finding]:
    columns = {column.code: column for column in table.columns}
    values = {code: value_of(column, row[code]) for code, column in columns.items()}
    found = [finding for column in table.columns for finding in _of_field(column, row[column.code])]
    found += [_broken(rule, columns, row, values) for rule in table.rules if rule.check.evaluate(values) is False]
    for one in found:
        yield replace(one, table=table.code, row=number, title=str(table.title))


def _of_field(field: Field, kept: Kept) -> Iterator[Finding]:
    if kept is None:
        if field.need is not Need.OPTIONAL and field.is_asked:
            required = field.need is Need.REQUIRED
            yield Finding(
                severity=Severity.ERROR if required else Severity.WARNING,
                sentence=_("%(title)s is still empty.") % {"title": field.title},
                about=(field.code,),
                rule="need",
            )
        return
    value = value_of(field, kept)
    if value is None and field.is_number:
        sentence = _("%(title)s comes to %(value)s; at most 15 digits fit before the decimals. See what it is made of.")
        words = {"title": field.title, "value": shortened(str(kept))}
        yield Finding(severity=Severity.ERROR, sentence=sentence % words, about=(field.code,), rule="bounds")
    if isinstance(value, Decimal) and (sentence := beyond(field, value)):
        yield Finding(severity=Severity.ERROR, sentence=sentence, about=(field.code,), rule="bounds")


def beyond(field: Field, value: Decimal) -> str:
    """Which of the field's bounds a number breaks, as a sentence; empty where it keeps them."""
    words = {"title": field.title, "value": f"{value:f}", "least": field.least, "most": field.most}
    if field.least is not None and value < field.least:
        return _("%(title)s is %(value)s; it is at least %(least)s.") % words
    if field.most is not None and value > field.most:
        return _("%(title)s is %(value)s; it is at most %(most)s.") % words
    return ""


def _broken(rule: Rule, fields: Mapping[str, Field], given: Mapping[str, Kept], values: Mapping[str, Value]) -> Finding:
    def word(place: re.Match[str]) -> str:
        code = place.group(1)
        return shown(fields[code], given.get(code)) if code in fields else str(values.get(code, ""))

    sentence = _PLACE.sub(word, str(rule.message))
    return Finding(severity=rule.severity, sentence=sentence, about=rule.about, rule=rule.code)
