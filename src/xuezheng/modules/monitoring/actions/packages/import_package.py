"""Taking a package in: the chosen parts and no others, all or none. Definitions become versions, forms become drafts."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from xuezheng.engines.forms import facade as forms
from xuezheng.engines.indicators import facade as indicators
from xuezheng.engines.lake import facade as lake
from xuezheng.kernel.journal.facade import record
from xuezheng.kernel.refusals import NotAllowed, Refusal
from xuezheng.kernel.scope.acting import ROOT, ActingPost, system_post
from xuezheng.kernel.scope.binding import bound
from xuezheng.modules.monitoring.actions.note_change import note_periods
from xuezheng.modules.monitoring.measuring.reader import LakeReader
from xuezheng.modules.monitoring.packages.comparing import compare
from xuezheng.modules.monitoring.packages.container import Package, fingerprint, unpack
from xuezheng.modules.monitoring.policies.packages import can_exchange_packages


@transaction.atomic
def import_package(*, post: ActingPost, data: bytes, chosen: Collection[str], at: datetime) -> int:
    """How many parts were taken. Compared again, since the installation may have changed since it was shown."""
    if not can_exchange_packages(post):
        raise NotAllowed(_("Only the administrators of the unit that runs this installation exchange packages."))
    package = unpack(data)
    takeable = {each.name for each in compare(post, package) if each.can_be_taken}
    if not chosen:
        raise Refusal(_("Choose at least one part."), field="chosen")
    if strange := sorted(set(chosen) - takeable):
        raise Refusal(
            _("“%(name)s” cannot be taken in, or is here already.") % {"name": strange[0][:80]}, field="chosen"
        )
    names = sorted(chosen)
    _take_definitions(package, [name for name in names if name.startswith("indicators/")], at=at)
    for name in names:
        if name.startswith("forms/"):
            forms.draft_form(post=post, text=package.parts[name], at=at)
    record(
        post=post,
        at=at,
        act="monitoring.import_package",
        object_kind="monitoring.package",
        object_id=str(package.year),
        object_name=f"{package.year} · {package.source}",
        unit_path=post.scope_path,
        after={
            "year": package.year,
            "source": package.source,
            "chosen": {n: fingerprint(package.parts[n]) for n in names},
        },
    )
    return len(names)


def _take_definitions(package: Package, names: Collection[str], *, at: datetime) -> None:
    """Tables they read are measured anew, as when a release brings a definition."""
    reader = LakeReader()
    read = [
        indicators.read_definition(package.parts[name], name=name.partition("/")[2], fields_of=reader.fields)
        for name in names
    ]
    fresh = indicators.import_definitions(definitions=read, origin=package.source or str(package.year), at=at)
    with bound(system_post("monitoring")):
        for table in sorted({str(version.definition["table"]) for version in fresh}):
            note_periods(table=table, periods=lake.loaded_periods(table), places=[ROOT], at=at)
