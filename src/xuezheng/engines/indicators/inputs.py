"""Which data a run read, so that a number opened later says of what it is."""

from xuezheng.engines.indicators.programs import Program, periods_of
from xuezheng.engines.indicators.tables import TableReader


def inputs_of(program: Program, reader: TableReader, *, table: str, period: str) -> dict[str, str]:
    """Fingerprints by period: of the measured one, and of the others that were asked for and are loaded."""
    loaded = set(reader.periods(table))
    wanted = {period, *(code for span in program.spans for code in periods_of(span, period))}
    return {code: reader.fingerprint(table, code) for code in sorted(wanted & loaded)}
