"""Keeping a file of units with what its check found, so that it can be looked at and then run."""

from datetime import datetime

from django.db import transaction

from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.kernel.units.actions.import_units import import_units
from xuezheng.kernel.units.models import UnitImport


@transaction.atomic
def check_import(*, post: ActingPost, data: bytes, filename: str, at: datetime) -> UnitImport:
    """A dry run whose file is kept until it is run, or for a week."""
    report = import_units(post=post, data=data, filename=filename, at=at, dry_run=True)
    return UnitImport.objects.create(
        unit_path=post.unit_path,
        filename=filename[:200],
        sha256=report.sha256,
        content=data,
        rows=report.rows,
        wrong=len({problem.row for problem in report.problems}),
        kinds=report.kinds,
        checked_at=at,
    )
