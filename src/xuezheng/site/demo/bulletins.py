"""Two bulletins of the demonstration: the province's, open to everybody, and one about the city of the sign-ins.

Their Word and PDF are written when somebody asks for them, as anywhere.
"""

from datetime import datetime

from django.utils.translation import gettext as _

from xuezheng.kernel.clock import today
from xuezheng.kernel.scope.binding import bound
from xuezheng.kernel.units.models import Unit
from xuezheng.modules.monitoring import facade as monitoring
from xuezheng.site.demo.leading import PROVINCE, administrator_of
from xuezheng.site.demo.units import Progress

TEMPLATE = "three_links_quarterly"
ABOUT = (PROVINCE, "cn.41.4115.")
NUMBER = "豫教信通〔{year}〕{number}号"


def issue_bulletins(*, at: datetime, progress: Progress) -> int:
    """By the province, of the newest quarter that is measured."""
    post = administrator_of(Unit.objects.get(unit_path=PROVINCE), at=at)
    with bound(post):
        values, template = monitoring.CurrentValues(post), monitoring.get_template(TEMPLATE).template
        period = monitoring.measured_periods(values, template=template, unit_path=PROVINCE)[0].code
        for number, path in enumerate(ABOUT, start=1):
            unit = Unit.objects.get(unit_path=path)
            draft = monitoring.draft_bulletin(
                post=post, template=TEMPLATE, period=period, unit_id=unit.id, values=values, at=at
            )
            issued = monitoring.issue_bulletin(
                post=post,
                bulletin_id=draft.id,
                version=draft.version,
                number=NUMBER.format(year=today(at).year, number=number),
                dated=today(at),
                at=at,
            )
            if path == PROVINCE:
                monitoring.publish_bulletin(post=post, bulletin_id=issued.id, version=issued.version, at=at)
            progress(_("bulletins"), number, len(ABOUT))
    return len(ABOUT)
