"""Who leads the work in the demonstration: after the year of plans, whose tasks meetings resolve upon."""

from datetime import datetime

from xuezheng.kernel.people.acting import acting_value
from xuezheng.kernel.people.models import Account, Post
from xuezheng.kernel.units.models import Unit
from xuezheng.site.demo.organisation import load_organisation
from xuezheng.site.demo.units import Progress

PROVINCE = "cn.41."


def lead(*, at: datetime, seed: int, progress: Progress) -> None:
    """By the department's administrator, whose account is named after the department and sits in an office of it."""
    account = Account.objects.get(username=f"b{Unit.objects.get(unit_path=PROVINCE).code}")
    held = Post.objects.select_related("person", "unit").get(person_id=account.person_id, valid_to=None)
    load_organisation(post=acting_value(held, at=at), at=at, progress=progress, seed=seed)
