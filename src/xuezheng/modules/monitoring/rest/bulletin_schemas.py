"""What the endpoints of bulletins give."""

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from xuezheng.kernel.rest.schemas import Output
from xuezheng.modules.monitoring.bulletins.figures import figures_of
from xuezheng.modules.monitoring.models import Bulletin


class BulletinShortOut(Output):
    """`issuer` and `subject` are names of units, as they were."""

    id: UUID
    template: str
    period: str
    title: str
    number: str
    issuer: str
    subject: str
    state: str
    published: bool
    drafted_at: datetime
    dated: date | None
    issued_at: datetime | None
    withdrawn_at: datetime | None
    fingerprint: str
    version: int

    @staticmethod
    def resolve_issuer(bulletin: Bulletin) -> str:
        return bulletin.issuer_name

    @staticmethod
    def resolve_subject(bulletin: Bulletin) -> str:
        return bulletin.subject_name

    @staticmethod
    def resolve_state(bulletin: Bulletin) -> str:
        return str(bulletin.state.value)


class FigureOut(Output):
    """One figure; a share is a fraction of one. `value` is null where nothing was measured, or where it is withheld."""

    indicator: str
    unit: str
    unit_name: str
    period: str
    value: Decimal | None
    measured_in: str
    withheld: bool
    definition_version: int
    run: UUID


class BulletinOut(BulletinShortOut):
    figures: list[FigureOut]

    @staticmethod
    def resolve_figures(bulletin: Bulletin) -> list[FigureOut]:
        return [
            FigureOut(
                indicator=figure.code,
                unit=figure.unit_code,
                unit_name=figure.unit_name,
                period=figure.period,
                value=figure.value,
                measured_in=figure.measured_in,
                withheld=figure.is_withheld,
                definition_version=figure.version,
                run=UUID(figure.run),
            )
            for figure in figures_of(bulletin.figures)
        ]
