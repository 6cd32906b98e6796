"""Who exchanges packages and words what is measured: it is the whole installation's, so only the unit that runs it, by its
administrators."""

from django.conf import settings
from django.utils.translation import gettext as _

from xuezheng.kernel.refusals import NotAllowed
from xuezheng.kernel.scope.acting import ROOT, ActingPost

PACKAGES = "monitoring.packages"


def can_exchange_packages(post: ActingPost) -> bool:
    return post.may(PACKAGES) and post.covers(str(settings.TOP_UNIT_PATH or ROOT))


def check_exchanges_packages(post: ActingPost) -> None:
    if not can_exchange_packages(post):
        raise NotAllowed(
            _("Only the administrators of the unit that runs this installation exchange packages and word definitions.")
        )
