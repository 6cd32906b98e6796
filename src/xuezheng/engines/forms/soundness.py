"""What is refused of a form that can be read: it would ask nobody, take one choice for another, or be filled with what does
not fit. Asked when a form is drafted and published; what was published before stays readable, whatever sources become.
"""

from collections.abc import Iterator, Mapping

from django.utils.translation import gettext as _

from xuezheng.engines.forms.answers import folded
from xuezheng.engines.forms.declared import Answer, Field, Form
from xuezheng.engines.forms.sources import Offer, offer_of
from xuezheng.kernel.catalogues.entries import Entry, Mistake, read_text
from xuezheng.kernel.refusals import Refusals
from xuezheng.kernel.units.kinds import KINDS


def refuse_unsound(form: Form) -> None:
    if found := unsound(form):
        raise Refusals(found)


def unsound(form: Form) -> list[Mistake]:
    """All of it, each with its line."""
    found = [*_of_units(form), *_of_fields(form), *_of_columns(form)]
    for mistake in found:
        mistake.field = "text"
    return found


def lines_of(form: Form) -> Mapping[tuple[str, str], int]:
    """Where each field is declared: by the code of its table, empty for the form's own, and by its own code."""
    own = {("", one.code): entry.line for one, entry in _fields(form)}
    return own | {(table, one.code): entry.line for table, one, entry in _columns(form)}


def _top(form: Form) -> Entry:
    return read_text(form.text, name=f"{form.code}.yaml")


def _fields(form: Form) -> Iterator[tuple[Field, Entry]]:
    entries = (one for section in _top(form).at("sections").items() for one in section.each("fields"))
    return zip(form.fields(), entries, strict=True)


def _columns(form: Form) -> Iterator[tuple[str, Field, Entry]]:
    tables = (one for section in _top(form).at("sections").items() for one in section.each("tables"))
    for table, entry in zip(form.tables(), tables, strict=True):
        for column, within in zip(table.columns, entry.at("columns").items(), strict=True):
            yield table.code, column, within


def _of_units(form: Form) -> Iterator[Mistake]:
    for one in _top(form).each("units"):
        if one.as_text() not in KINDS:
            sentence = _("“%(value)s” is no kind of unit; it is one of %(among)s.")
            yield one.mistake(sentence % {"value": one.as_text(), "among": ", ".join(sorted(KINDS))})


def _of_fields(form: Form) -> Iterator[Mistake]:
    for one, entry in _fields(form):
        yield from _of_options(one, entry)
        offer = offer_of(one.source.scheme, one.source.name) if one.source else None
        if offer is not None and (sentence := _of_offer(one, offer)):
            yield entry.at("from").mistake(sentence)


def _of_columns(form: Form) -> Iterator[Mistake]:
    for _table, one, entry in _columns(form):
        yield from _of_options(one, entry)
        if one.source is not None:
            sentence = _(
                "“%(title)s” is a column of a table: a source has one value for the whole unit, none for each row."
            )
            yield entry.at("from").mistake(sentence % {"title": one.title})


def _of_options(one: Field, entry: Entry) -> Iterator[Mistake]:
    """Answers are read by codes and by titles in either language."""
    taken: set[str] = set()
    for option, place in zip(one.options, entry.each("options"), strict=True):
        names = {folded(name) for name in (option.code, option.title.zh, option.title.en)}
        for name in sorted(names & taken):
            sentence = _("“%(name)s” stands for two choices of “%(title)s”; each needs a code and titles of its own.")
            yield place.mistake(sentence % {"name": name, "title": one.title})
        taken |= names


def _of_offer(one: Field, offer: Offer) -> str:
    """Why what the source holds cannot fill the field; the empty text where it can."""
    words = {"title": one.title, "field": one.code, "source": one.source, "answer": one.answer.value}
    if one.answer not in offer.fills:
        sentence = _(
            "“%(title)s” (%(field)s) answers with %(answer)s, while %(source)s holds %(held)s: write “answer: %(right)s”."
        )
        return sentence % {**words, "held": offer.answer.value, "right": offer.fills[0].value}
    codes = {option.code for option in one.options}
    if one.answer is Answer.CHOICE and (missing := [code for code in offer.options if code not in codes]):
        sentence = _("“%(title)s” (%(field)s) has no options for what %(source)s may hold: %(missing)s.")
        return sentence % {**words, "missing": ", ".join(missing)}
    return ""
