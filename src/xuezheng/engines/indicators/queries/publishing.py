"""Values as they may be published: those of records of people on few of them are withheld, with those that would tell them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

from xuezheng.engines.indicators.models import IndicatorValue
from xuezheng.engines.indicators.policies import indicator_values_visible_to
from xuezheng.engines.indicators.queries.definitions import definition_now
from xuezheng.engines.indicators.withholding import withheld
from xuezheng.kernel.scope.acting import ActingPost, system_post
from xuezheng.kernel.scope.binding import bound


@dataclass(frozen=True, kw_only=True)
class PublishedValue:
    """`value` is None where it is unknown, or where it is withheld for the few people it stands on."""

    unit_path: str
    dims: str
    value: float | None
    is_withheld: bool
    version: int
    """Of the definition it was computed by, in the run named beside."""
    run_id: UUID


def published_values(
    post: ActingPost, *, code: str, period: str, of_people: Collection[str], least: int
) -> Sequence[PublishedValue]:
    """All values of the indicator that the post sees. `of_people` are the tables whose records are people.

    What is withheld is found out over the whole tree: whoever reads two publications of different places reads both.
    """
    values = list(indicator_values_visible_to(post).filter(code=code, period=period).order_by("unit_path", "dims"))
    held = _held(code, period, least=least) if any(value.table in of_people for value in values) else set()
    return [
        PublishedValue(
            unit_path=value.unit_path,
            dims=value.dims,
            value=None if (value.unit_path, value.dims) in held else value.value,
            is_withheld=(value.unit_path, value.dims) in held,
            version=value.version,
            run_id=value.run_id,
        )
        for value in values
    ]


def _held(code: str, period: str, *, least: int) -> set[tuple[str, str]]:
    """A number of people is small where it is itself; anything else where the records are few. Where there are none, nobody is
    told of."""
    definition = definition_now(code)
    is_number = definition is not None and definition.counts_records
    with bound(system_post("indicators")):
        rows = list(
            IndicatorValue.objects.filter(code=code, period=period).values_list("unit_path", "dims", "value", "records")
        )
    counts = {(path, dims): round(value or 0) if is_number else records or 0 for path, dims, value, records in rows}
    return withheld({cell: count for cell, count in counts.items() if count}, least=least)
