"""Who leads the work in the demonstration, and how it is supervised: after the year of plans, whose facts both look at."""

from datetime import datetime
from functools import partial

from django.utils.translation import gettext as _

from xuezheng.kernel.people.acting import acting_value
from xuezheng.kernel.people.models import Account, Post
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.kernel.units.models import Unit
from xuezheng.site.demo.organisation import load_organisation
from xuezheng.site.demo.supervision import load_supervision
from xuezheng.site.demo.units import Progress

PROVINCE = "cn.41."


def lead_and_supervise(*, at: datetime, seed: int, progress: Progress) -> None:
    department = administrator_of(Unit.objects.get(unit_path=PROVINCE), at=at)
    load_organisation(post=department, post_of=partial(administrator_of, at=at), at=at, progress=progress, seed=seed)
    load_supervision(post=department, post_of=partial(administrator_of, at=at), at=at)
    progress(_("supervision"), 1, 1)


def administrator_of(unit: Unit, *, at: datetime) -> ActingPost:
    """Whose account is named after the bureau; the department's own sits in an office of it."""
    account = Account.objects.get(username=f"b{unit.code}")
    held = Post.objects.select_related("person", "unit").get(person_id=account.person_id, valid_to=None)
    return acting_value(held, at=at)
