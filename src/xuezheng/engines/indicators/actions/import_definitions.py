"""Definitions from another installation: each that is worded otherwise becomes a new version that names where it came from."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from xuezheng.engines.indicators.actions.numbering import wait_for_other_versions
from xuezheng.engines.indicators.definitions import Definition
from xuezheng.engines.indicators.models import IndicatorVersion
from xuezheng.engines.indicators.queries.definitions import newest_versions


@transaction.atomic
def import_definitions(*, definitions: Sequence[Definition], origin: str, at: datetime) -> list[IndicatorVersion]:
    """Definitions that were read and found right by `read_definition`. The versions that are new."""
    wait_for_other_versions()
    newest = newest_versions()
    fresh = []
    for each in definitions:
        before = newest.get(each.code)
        if before is None or before.fingerprint != each.fingerprint:
            number = before.number + 1 if before else 1
            fresh.append(
                IndicatorVersion(
                    code=each.code,
                    number=number,
                    fingerprint=each.fingerprint,
                    definition=each.as_dict(),
                    loaded_at=at,
                    imported_from=origin[:200],
                )
            )
    return IndicatorVersion.objects.bulk_create(fresh)
