"""What is refused of a form that can be read: it would be filled with what does not fit. Asked when a form is drafted and published; what was published before stays readable, whatever sources become."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from xuezheng.engines.forms.declared import Answer, Field, Form
from xuezheng.engines.forms.sources import Offer, offer_of
from xuezheng.kernel.catalogues.entries import Entry, Mistake, read_text
from xuezheng.kernel.refusals import Refusals


def refuse_unsound(form: Form) -> None:
    if found := unsound(form):
        raise Refusals(found)


def unsound(form: Form) -> list[Mistake]:
    """All of it, each with its line."""
    found = list(_of_fields(form))
    for mistake in found:
        mistake.field = "text"
    return found


def _top(form: Form) -> Entry:
    return read_text(form.text, name=f"{form.code}.yaml")


def _fields(form: Form) -> Iterator[tuple[Field, Entry]]:
    entries = (one for section in _top(form).at("sections").items() for one in section.each("fields"))
    return zip(form.fields(), entries, strict=True)


def _of_fields(form: Form) -> Iterator[Mistake]:
    for one, entry in _fields(form):
        offer = offer_of(one.source.scheme, one.source.name) if one.source else None
        if offer is not None and (sentence := _of_offer(one, offer)):
            yield entry.at("from").mistake(sentence)


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
