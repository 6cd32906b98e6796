"""Reading a form's declaration: what is wrong in it is refused with its line, and nothing half-read is kept."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from xuezheng.engines.forms.declared import (
    Answer,
    Field,
    Form,
    Into,
    Need,
    Option,
    Rule,
    Section,
    Severity,
    Source,
    Table,
)
from xuezheng.engines.formulas.facade import FormulaError, Kind, RowFormula, row_formula
from xuezheng.kernel.catalogues.entries import Entry, Words, read_text

MOST_FIELDS = 2_000
PERIODS = ("year", "quarter", "month", "term", "once")
SCHEMES = ("indicator", "lake")
_NONE = Words(zh="", en="")
_PLACE = re.compile(r"\{([^{}]*)\}")
_FIELD_KEYS = (
    "code", "title", "about", "answer", "unit", "need", "least", "most", "decimals", "longest", "options",
    "from", "computed", "although",
)  # fmt: skip


def declare_form(text: str, *, name: str = "form.yaml") -> Form:
    top = read_text(text, name=name).only("code", "title", "about", "periods", "units", "into", "sections", "rules")
    names = _names(top)
    form = Form(
        code=top.code(),
        title=top.words("title"),
        about=top.words("about", _NONE),
        periods=top.choice("periods", PERIODS),
        units=tuple(one.as_text() for one in top.each("units")),
        sections=tuple(_section(one, names) for one in top.at("sections").items()),
        rules=tuple(_rule(one, names) for one in top.each("rules")),
        text=text,
        into=_into(top, names.answered),
    )
    _refuse_circles(form, top)
    _refuse_twice_fed(form, top)
    return form


@dataclass(frozen=True, kw_only=True)
class _Names:
    """What formulas of the form may speak of."""

    kinds: Mapping[str, Kind]
    fields: frozenset[str]
    answered: frozenset[str] = frozenset()
    """The form's own fields, without its tables."""


def _names(top: Entry) -> _Names:
    """A first walk over the codes, so that a formula may name a field that stands below it."""
    kinds: dict[str, Kind] = {}
    seen: set[str] = set()
    answered: set[str] = set()

    def note(entry: Entry) -> str:
        code = entry.code()
        if code in seen:
            raise entry.at("code").mistake(_("“%(code)s” is the code of two things in this form.") % {"code": code})
        seen.add(code)
        if len(seen) > MOST_FIELDS:
            raise entry.mistake(_("The form asks for more than %(most)s fields.") % {"most": MOST_FIELDS})
        return code

    for section in top.at("sections").items():
        for one in section.each("fields"):
            answered.add(code := note(one))
            if (kind := _answer(one).kind) is not None:
                kinds[code] = kind
        for table in section.each("tables"):
            code = note(table)
            kinds[f"rows_of_{code}"] = Kind.NUMBER
            for column in table.at("columns").items():
                if _answer(column).kind is Kind.NUMBER:
                    kinds[f"sum_of_{code}_{column.code()}"] = Kind.NUMBER
    return _Names(kinds=kinds, fields=frozenset(seen), answered=frozenset(answered))


def _section(entry: Entry, names: _Names) -> Section:
    entry.only("code", "title", "about", "fields", "tables")
    return Section(
        code=entry.code(),
        title=entry.words("title"),
        about=entry.words("about", _NONE),
        fields=tuple(_field(one, names) for one in entry.each("fields")),
        tables=tuple(_table(one) for one in entry.each("tables")),
    )


def _table(entry: Entry) -> Table:
    entry.only("code", "title", "into", "columns", "rules", "least_rows", "most_rows")
    kinds: dict[str, Kind] = {}
    for one in entry.at("columns").items():
        code = one.code()
        if code in kinds:
            raise one.mistake(_("“%(code)s” is the code of two columns of this table.") % {"code": code})
        kinds[code] = _answer(one).kind or Kind.TEXT
    names = _Names(kinds=kinds, fields=frozenset(kinds))
    return Table(
        code=entry.code(),
        title=entry.words("title"),
        columns=tuple(_field(one, names) for one in entry.at("columns").items()),
        rules=tuple(_rule(one, names) for one in entry.each("rules")),
        least_rows=entry.whole("least_rows", 0),
        most_rows=entry.whole("most_rows", 200),
        into=_into(entry, names.fields),
    )


def _answer(entry: Entry) -> Answer:
    return Answer(entry.choice("answer", [one.value for one in Answer], Answer.INTEGER))


def _field(entry: Entry, names: _Names) -> Field:
    entry.only(*_FIELD_KEYS)
    answer = _answer(entry)
    source, computed = _source(entry), _computed(entry, names, answer)
    if source is not None and computed is not None:
        raise entry.mistake(_("A field is either taken from a source or computed, not both."))
    if answer in (Answer.CHOICE, Answer.CHOICES) and not entry.has("options"):
        raise entry.mistake(_("A choice needs “options”."))
    least, most = entry.number("least"), entry.number("most")
    if least is not None and most is not None and least > most:
        raise entry.at("least").mistake(
            _("least is %(least)s, which is more than most (%(most)s).") % {"least": least, "most": most}
        )
    return Field(
        code=entry.code(),
        title=entry.words("title"),
        answer=answer,
        about=entry.words("about", _NONE),
        unit=entry.words("unit", _NONE),
        need=Need(entry.choice("need", [one.value for one in Need], Need.REQUIRED)),
        least=least,
        most=most,
        decimals=entry.whole("decimals", 2 if answer is Answer.DECIMAL else 0),
        longest=entry.whole("longest", 5_000 if answer is Answer.LONG_TEXT else 500),
        options=tuple(Option(code=one.text("code"), title=one.words("title")) for one in entry.each("options")),
        source=source,
        computed=computed,
        although=entry.text("although", ""),
    )


def _source(entry: Entry) -> Source | None:
    if not entry.has("from"):
        return None
    scheme, _colon, name = entry.text("from").partition(":")
    if scheme not in SCHEMES or not name or (scheme == "lake" and name.count(".") != 1):
        raise entry.at("from").mistake(
            _("“%(value)s” is no source: it is written indicator:code or lake:table.column.")
            % {"value": entry.text("from")}
        )
    return Source(scheme=scheme, name=name)


def _computed(entry: Entry, names: _Names, answer: Answer) -> RowFormula | None:
    if not entry.has("computed"):
        return None
    found = _formula(entry.at("computed"), names)
    if found.kind is not answer.kind:
        raise entry.at("computed").mistake(
            _("The formula gives a %(kind)s, the field takes a %(answer)s.")
            % {"kind": found.kind.value, "answer": answer.value}
        )
    return found


def _rule(entry: Entry, names: _Names) -> Rule:
    entry.only("code", "check", "severity", "message", "about")
    check, message = _formula(entry.at("check"), names), entry.words("message")
    if check.kind is not Kind.BOOLEAN:
        raise entry.at("check").mistake(
            _("A rule says what must hold: a comparison, not a %(kind)s.") % {"kind": check.kind.value}
        )
    about = tuple(one.as_text() for one in entry.each("about")) or tuple(sorted(set(check.fields) & names.fields))
    for named in (*about, *_PLACE.findall(message.zh), *_PLACE.findall(message.en)):
        if named not in names.fields and named not in names.kinds:
            raise entry.mistake(_("The rule speaks of “%(code)s”, which is no field here.") % {"code": named})
    return Rule(
        code=entry.code(),
        check=check,
        severity=Severity(entry.choice("severity", [one.value for one in Severity], Severity.ERROR)),
        message=message,
        about=about,
    )


def _formula(entry: Entry, names: _Names) -> RowFormula:
    try:
        return row_formula(entry.as_text(), fields=names.kinds)
    except FormulaError as error:
        raise entry.mistake(error.reason) from error


def _into(entry: Entry, answered: frozenset[str]) -> Into | None:
    """Whether the record table is there and its columns fit is for `handing_over.fitting`: tables change with releases, while
    a form that was published stays readable."""
    if not entry.has("into"):
        return None
    stated = entry.at("into").only("table", "columns")
    columns = stated.at("columns").named()
    for place in columns.values():
        if place.as_text() not in answered:
            raise place.mistake(_("“%(code)s” is no field here whose answers could be handed over.") % {
                "code": place.as_text()
            })  # fmt: skip
    return Into(
        table=stated.text("table"),
        columns={column: place.as_text() for column, place in columns.items()},
        lines={"": stated.at("table").line, **{column: place.line for column, place in columns.items()}},
    )


def _refuse_twice_fed(form: Form, top: Entry) -> None:
    fed = [feed.into.table for feed in form.feeds]
    if twice := [table for table in fed if fed.count(table) > 1]:
        raise top.mistake(_("Two parts of the form are handed over into “%(table)s”.") % {"table": twice[0]})


def _refuse_circles(form: Form, top: Entry) -> None:
    """A computed field that needs itself, by whatever way, has no value."""
    needs = {one.code: frozenset(one.computed.fields) for one in form.fields() if one.computed is not None}
    while ready := [code for code, needed in needs.items() if not needed & set(needs)]:
        for code in ready:
            del needs[code]
    if needs:
        raise top.mistake(
            _("These computed fields need each other in a circle: %(codes)s.") % {"codes": ", ".join(sorted(needs))}
        )
