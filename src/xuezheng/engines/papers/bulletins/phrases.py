"""Slots filled: each figure in words, with the reference of the number it was written from."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from django.utils.translation import gettext as _

from xuezheng.engines.papers.bulletins.conditions import Condition
from xuezheng.engines.papers.bulletins.numbers import Indicator, Numbers, Period, Place
from xuezheng.engines.papers.bulletins.slots import Asked, Phrase
from xuezheng.engines.papers.bulletins.wording import shown_change, shown_value, wording, written_change, written_value
from xuezheng.engines.papers.writing.official.paper import Part, Slot
from xuezheng.kernel.refusals import Refusal


class BulletinIsNotFilled(Refusal):
    """The template asks for what the numbers do not know at all: not a missing value, a missing name."""

    code = "bulletin-not-filled"


def filled(phrase: Phrase, numbers: Numbers) -> tuple[Part, ...]:
    return tuple(part for piece in phrase for part in _filled(piece, numbers))


def filled_text(phrase: Phrase, numbers: Numbers) -> str:
    """Where no link can stand: titles, names of attachments."""
    return "".join(part if isinstance(part, str) else part.text for part in filled(phrase, numbers))


def _filled(piece: str | Asked, numbers: Numbers) -> Iterator[Part]:
    if isinstance(piece, str):
        yield piece
    elif piece.kind == "word":
        yield word_of(piece.code, numbers)
    elif piece.kind in {"top", "bottom"}:
        yield from _listed(piece, numbers)
    else:
        yield _figure(piece, numbers)


def word_of(name: str, numbers: Numbers) -> str:
    found = numbers.word(name)
    if found is None:
        raise BulletinIsNotFilled(_("The word {%(name)s} of the template is not given.") % {"name": name})
    return found


def indicator_of(code: str, numbers: Numbers) -> Indicator:
    found = numbers.indicator(code)
    if found is None:
        raise BulletinIsNotFilled(_("The indicator “%(code)s” of the template is not given.") % {"code": code})
    return found


def _figure(asked: Asked, numbers: Numbers) -> Part:
    indicator = indicator_of(asked.code, numbers)
    match asked.kind:
        case "value":
            number = numbers.value(asked.code, period=_period(asked, usual="this"))
            return Slot(
                text=written_value(indicator, number, plain="plain" in asked.options), reference=number.reference
            )
        case "change":
            now, before = numbers.value(asked.code), numbers.value(asked.code, period=_period(asked, usual="last"))
            return Slot(text=written_change(indicator, shown_change(indicator, now, before)), reference=now.reference)
        case "compared":
            return _compared(asked, indicator, numbers)
        case "rank":
            rank = numbers.rank(asked.code)
            text = wording()["rank"].format(place=rank.place) if rank.place else wording()["missing"]["rank"]
            return Slot(text=text, reference=rank.reference)
        case "count":
            return _count(asked, indicator, numbers)
        case _:
            return indicator.name


def _compared(asked: Asked, indicator: Indicator, numbers: Numbers) -> Slot:
    """比上季度提高2.8个百分点, 与上季度持平: what it is compared with is named, since that stands differently before each."""
    words, now = wording()["compared"], numbers.value(asked.code)
    is_last_year = "last_year" in asked.options
    since = words["last_year"] if is_last_year else word_of("since", numbers)
    change = shown_change(indicator, now, numbers.value(asked.code, period="last_year" if is_last_year else "last"))
    sentence = words["missing"] if change is None else words["other"] if change else words["same"]
    return Slot(text=sentence.format(since=since, change=written_change(indicator, change)), reference=now.reference)


def _period(asked: Asked, *, usual: Period) -> Period:
    if "last_year" in asked.options:
        return "last_year"
    return "last" if "last" in asked.options else usual


def _count(asked: Asked, indicator: Indicator, numbers: Numbers) -> Part:
    """Of the places with a value; without any the count is not nought, but not known."""
    values = [shown_value(indicator, place.number) for place in numbers.places(asked.code)]
    known = [value for value in values if value is not None]
    assert asked.comparison is not None
    met = sum(asked.comparison.holds(value) for value in known)
    return Slot(
        text=str(met) if known else wording()["missing"]["value"], reference=numbers.value(asked.code).reference
    )


def _listed(asked: Asked, numbers: Numbers) -> Iterator[Part]:
    """甲县（99.1%）、乙县（98.0%）和丙县（97.5%）, each figure with its own reference."""
    indicator, words = indicator_of(asked.code, numbers), wording()["listing"]
    places = [place for place, _rank in ranked(numbers.places(asked.code), indicator, lowest=asked.kind == "bottom")]
    known = [place for place in places if place.number.value is not None][: asked.most]
    if not known:
        yield str(wording()["missing"]["value"])
    for count, place in enumerate(known, start=1):
        if count > 1:
            yield str(words["last"] if count == len(known) else words["between"])
        yield f"{place.name}{words['open']}"
        yield Slot(text=written_value(indicator, place.number), reference=place.number.reference)
        yield str(words["close"])


def ranked(places: Sequence[Place], indicator: Indicator, *, lowest: bool = False) -> list[tuple[Place, int]]:
    """By the value as shown, equal ones on the same rank in the order of their codes; without a value last and unranked."""
    shown = [(place, shown_value(indicator, place.number)) for place in places]
    known = [(place, value) for place, value in shown if value is not None]
    known.sort(key=lambda pair: (pair[1] if lowest else -pair[1], pair[0].code))
    values = [value for _place, value in known]
    first = {value: values.index(value) + 1 for value in dict.fromkeys(values)}
    unknown = sorted((place for place, value in shown if value is None), key=lambda place: place.code)
    return [(place, first[value]) for place, value in known] + [(place, 0) for place in unknown]


def is_met(condition: Condition | None, numbers: Numbers) -> bool | None:
    """None where a value is missing: then neither what holds nor its contrary may be said."""
    return True if condition is None else condition.met(lambda kind, code: _looked_up(kind, code, numbers))


def _looked_up(kind: str, code: str, numbers: Numbers) -> Decimal | None:
    indicator = indicator_of(code, numbers)
    if kind == "rank":
        place = numbers.rank(code).place
        return Decimal(place) if place else None
    if kind == "places":
        return Decimal(sum(place.number.value is not None for place in numbers.places(code)))
    if kind == "change":
        return shown_change(indicator, numbers.value(code), numbers.value(code, period="last"))
    return shown_value(indicator, numbers.value(code))
