"""What the address of a page of indicators asks for: the definition, the place, the period."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.translation import gettext as _

from xuezheng.engines.indicators import facade as indicators
from xuezheng.engines.indicators.facade import Definition
from xuezheng.kernel.calendar.facade import parse_period
from xuezheng.kernel.clock import now, today
from xuezheng.kernel.refusals import NotFound
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.modules.monitoring.queries.places import Place, place_of
from xuezheng.modules.monitoring.queries.readings import Reading, history_of


@dataclass(frozen=True, kw_only=True)
class Choice:
    """`reading` is of the chosen period, None where there is no value; `dims` is the chosen division, empty for the whole."""

    definition: Definition
    place: Place
    dims: str
    history: Sequence[Reading]
    reading: Reading | None

    @property
    def period(self) -> str:
        return self.reading.period if self.reading else ""

    @property
    def before(self) -> str:
        """The period before the chosen one, as far as there are values."""
        periods = [reading.period for reading in self.history]
        place = periods.index(self.period) if self.period in periods else 0
        return periods[place - 1] if place else ""

    @property
    def period_title(self) -> str:
        return parse_period(self.period).title if self.period else ""

    @property
    def periods(self) -> list[tuple[str, str]]:
        """(code, title), the newest first."""
        return [(reading.period, parse_period(reading.period).title) for reading in reversed(self.history)]


def choice_of(request: HttpRequest, post: ActingPost, code: str) -> Choice:
    definition = indicators.definition_now(code)
    if definition is None:
        raise NotFound(_("There is no such indicator. Look it up in the list of indicators."))
    place = place_of(post, asked(request, "unit")[:20])
    dims = asked(request, "of")[:200]
    history = history_of(post, place, definition, dims=dims)
    return Choice(
        definition=definition,
        place=place,
        dims=dims,
        history=history,
        reading=_reading(history, asked(request, "period")),
    )


def _reading(history: Sequence[Reading], period: str) -> Reading | None:
    """The period asked for; without one the newest that has begun."""
    if period:
        return next((reading for reading in history if reading.period == period), None)
    day = today(now())
    begun = [reading for reading in history if parse_period(reading.period).first_day <= day]
    return begun[-1] if begun else None


def asked(request: HttpRequest, name: str) -> str:
    return request.GET.get(name, "").replace("\x00", "").strip()
