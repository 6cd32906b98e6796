"""The office words one definition or template anew: compared and kept just as if a package had brought it."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from xuezheng.kernel.journal.facade import record
from xuezheng.kernel.refusals import Conflict, Refusal
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.modules.monitoring.actions.packages.taking import take_parts, word_alone
from xuezheng.modules.monitoring.packages.comparing import Standing, compare_part
from xuezheng.modules.monitoring.packages.container import fingerprint
from xuezheng.modules.monitoring.packages.gathering import present_part
from xuezheng.modules.monitoring.policies.packages import check_exchanges_packages


@transaction.atomic
def reword_part(*, post: ActingPost, name: str, text: str, seen: str, origin: str, at: datetime) -> None:
    """`name` is that of a part of packages, such as indicators/broadband_share.yaml; `seen` the fingerprint of the text that
    the author changed."""
    check_exchanges_packages(post)
    word_alone()
    before = present_part(name)
    if fingerprint(before) != seen:
        raise Conflict(_("Somebody worded it anew meanwhile. Look at the present wording, then change that."))
    compared = compare_part(name, text, before)
    if compared.standing is Standing.SAME:
        raise Refusal(_("The text is the same as before; there is nothing to keep."), field="text")
    if compared.standing is Standing.REFUSED:
        raise Refusal(compared.reason, field="text")
    take_parts({name: text}, post=post, origin=origin, at=at)
    record(
        post=post,
        at=at,
        act="monitoring.reword_part",
        object_kind="monitoring.part",
        object_id=name,
        object_name=name.removesuffix(".yaml"),
        unit_path=post.scope_path,
        before={"text": before},
        after={"text": text},
    )
