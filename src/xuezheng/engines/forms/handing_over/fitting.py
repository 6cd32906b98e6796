"""Whether what a form hands over fits the record table: the table is there, its columns take the answers, its key is covered."""

from collections.abc import Iterator, Mapping

from django.utils.translation import gettext as _

from xuezheng.engines.forms.declared import Answer, Field, Form, Into, Need, Table
from xuezheng.engines.lake.facade import LakeColumn, LakeTable, tables
from xuezheng.kernel.catalogues.entries import Mistake
from xuezheng.kernel.refusals import Refusals

FITTING: Mapping[Answer, frozenset[str]] = {
    Answer.INTEGER: frozenset({"integer", "decimal"}),
    Answer.DECIMAL: frozenset({"decimal"}),
    Answer.TEXT: frozenset({"text"}),
    Answer.LONG_TEXT: frozenset({"text"}),
    Answer.CHOICE: frozenset({"text"}),
    Answer.DATE: frozenset({"date"}),
    Answer.BOOLEAN: frozenset({"boolean"}),
}
MOST_DECIMALS = 4
"""Of a record table's numbers."""


def refuse_unfit(form: Form) -> None:
    if found := unfit(form):
        raise Refusals(found)


def unfit(form: Form) -> list[Mistake]:
    """All that does not fit, each with its line."""
    return [mistake for feed in form.feeds for mistake in _of_feed(form, feed.into, feed.table)]


def _of_feed(form: Form, into: Into, table: Table | None) -> Iterator[Mistake]:
    target = tables().get(into.table)
    if target is None:
        yield _mistake(form, into, "", _("There is no record table “%(table)s”.") % {"table": into.table})
        return
    yield from _of_table(form, into, target)
    columns = {column.name: column for column in target.columns}
    fields = {one.code: one for one in table.columns} if table else form.by_code
    for name, code in into.columns.items():
        if name == target.unit or name not in columns:
            sentence = _("“%(column)s” is no column of “%(table)s” that a form can fill.")
            yield _mistake(form, into, name, sentence % {"column": name, "table": target.name})
        elif sentence := _of_column(fields[code], columns[name]):
            yield _mistake(form, into, name, sentence)


def _of_table(form: Form, into: Into, target: LakeTable) -> Iterator[Mistake]:
    if target.is_of_people:
        yield _mistake(form, into, "", _("“%(table)s” holds records of people.") % {"table": target.name})
    if target.periods != form.periods:
        sentence = _("“%(table)s” comes once a %(wanted)s, the form once a %(given)s.")
        words = {"table": target.name, "wanted": target.periods, "given": form.periods}
        yield _mistake(form, into, "", sentence % words)
    needed = [name for name in target.key if name != target.unit]
    needed += [one.name for one in target.columns if one.required and one.name not in {target.unit, *needed}]
    if missing := [name for name in needed if name not in into.columns]:
        sentence = _("“%(table)s” cannot do without these columns, which no field fills: %(columns)s.")
        yield _mistake(form, into, "", sentence % {"table": target.name, "columns": ", ".join(missing)})


def _of_column(one: Field, column: LakeColumn) -> str:
    """Why the answer cannot stand in the column; the empty text where it can."""
    words = {"field": one.code, "title": one.title, "column": column.name}
    if column.type not in FITTING.get(one.answer, frozenset()):
        sentence = _("“%(title)s” (%(field)s) answers with %(answer)s, the column %(column)s takes a %(kind)s.")
        return sentence % {**words, "answer": one.answer.value, "kind": column.kind}
    if one.decimals > MOST_DECIMALS:
        sentence = _("“%(title)s” (%(field)s) has %(decimals)s decimals; a record table keeps %(most)s.")
        return sentence % {**words, "decimals": one.decimals, "most": MOST_DECIMALS}
    known = {option.code for option in one.options}
    if column.options and not (known and known <= set(column.options)):
        sentence = _("“%(title)s” (%(field)s) can be answered with what %(column)s does not take: %(options)s.")
        return sentence % {**words, "options": ", ".join(sorted(known - set(column.options))) or one.answer.value}
    return _of_asked(one, column, words) if one.is_asked else ""


def _of_asked(one: Field, column: LakeColumn, words: Mapping[str, object]) -> str:
    """What is taken or computed may be anything: a report whose values do not fit is left out when it is handed over."""
    if column.required and one.need is not Need.REQUIRED:
        return _("“%(title)s” (%(field)s) may stay empty, the column %(column)s may not.") % words
    below = column.least is not None and (one.least is None or float(one.least) < column.least)
    above = column.most is not None and (one.most is None or float(one.most) > column.most)
    if below or above:
        sentence = _("“%(title)s” (%(field)s) needs bounds within those of %(column)s: %(least)s to %(most)s.")
        return sentence % {**words, "least": _bound(column.least), "most": _bound(column.most)}
    return ""


def _bound(limit: float | None) -> str:
    return "…" if limit is None else f"{limit:g}"


def _mistake(form: Form, into: Into, column: str, sentence: str) -> Mistake:
    found = Mistake(sentence, name=f"{form.code}.yaml", line=into.lines.get(column, 1))
    found.field = "text"
    return found
