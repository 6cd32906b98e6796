"""Loading the catalogues: what is worded anew becomes a new version, what stays keeps its own."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from django.db import transaction

from xuezheng.engines.indicators.actions.numbering import wait_for_other_versions
from xuezheng.engines.indicators.catalogue import read_catalogs, registered_files
from xuezheng.engines.indicators.models import IndicatorVersion
from xuezheng.engines.indicators.queries.definitions import newest_versions
from xuezheng.engines.indicators.tables import TableReader


def load_definitions(
    *, reader: TableReader, at: datetime, files: Sequence[Path] | None = None
) -> list[IndicatorVersion]:
    """All registered catalogues, or these files. The versions that are new; a bad definition changes nothing.

    A code whose newest version came from another installation keeps it, whatever the release says.
    """
    read = read_catalogs(list(files if files is not None else registered_files()), tables=reader)
    with transaction.atomic():
        wait_for_other_versions()
        newest = newest_versions()
        fresh = []
        for each in read:
            before = newest.get(each.definition.code)
            if before is not None and before.imported_from:
                continue
            if before is None or before.fingerprint != each.definition.fingerprint:
                fresh.append(
                    IndicatorVersion(
                        code=each.definition.code,
                        number=before.number + 1 if before else 1,
                        fingerprint=each.definition.fingerprint,
                        definition=each.definition.as_dict(),
                        loaded_at=at,
                    )
                )
        return IndicatorVersion.objects.bulk_create(fresh)
