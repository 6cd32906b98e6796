"""The office defines an indicator that no release and no package brought: checked as theirs are, and measured from then on."""

from datetime import datetime

from django.db import transaction

from xuezheng.kernel.journal.facade import record
from xuezheng.kernel.refusals import Refusal
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.modules.monitoring.actions.packages.taking import take_parts, wait_for_other_wordings
from xuezheng.modules.monitoring.packages.comparing import Standing, compare_new
from xuezheng.modules.monitoring.policies.packages import check_exchanges_packages


@transaction.atomic
def create_indicator(*, post: ActingPost, text: str, origin: str, at: datetime) -> str:
    """Its code, which the text chooses. `origin` names who worded it."""
    check_exchanges_packages(post)
    wait_for_other_wordings()
    compared = compare_new(text)
    if compared.standing is Standing.REFUSED:
        raise Refusal(compared.reason, field="text")
    take_parts({compared.name: text}, post=post, origin=origin, at=at)
    record(
        post=post,
        at=at,
        act="monitoring.create_indicator",
        object_kind="monitoring.part",
        object_id=compared.name,
        object_name=compared.name.removesuffix(".yaml"),
        unit_path=post.scope_path,
        after={"text": text},
    )
    return compared.code
