"""A file kept from its check: finding it again, and what is wrong with it as the tree stands now."""

from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from xuezheng.kernel.pages.tables import Table
from xuezheng.kernel.refusals import NotFound, first_or_refused
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.kernel.units.importing.checking import Checked, check_rows
from xuezheng.kernel.units.importing.reading import read_units
from xuezheng.kernel.units.models import UnitImport
from xuezheng.kernel.units.policies import unit_imports_visible_to


def get_import(post: ActingPost, *, import_id: UUID) -> UnitImport:
    return found_import(unit_imports_visible_to(post), import_id=import_id)


def found_import(rows: QuerySet[UnitImport], *, import_id: UUID) -> UnitImport:
    """Of those the post may see, perhaps locked."""
    return first_or_refused(
        rows.filter(id=import_id), lambda: NotFound(_("There is no such import within what your post may see."))
    )


def checked_again(post: ActingPost, kept: UnitImport, *, at: datetime) -> tuple[Table, Checked]:
    if kept.content is None:
        raise NotFound(_("The file is no longer kept."))
    table = read_units(bytes(kept.content), filename=kept.filename)
    return table, check_rows(post, table, at=at, progress=_quiet)


def _quiet(_done: int, _whole: int) -> None:
    return None
