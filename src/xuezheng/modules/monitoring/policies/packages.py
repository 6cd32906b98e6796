"""Who exchanges packages: definitions are the whole installation's, so only the unit that runs it, by its administrators."""

from django.conf import settings

from xuezheng.kernel.scope.acting import ROOT, ActingPost

PACKAGES = "monitoring.packages"


def can_exchange_packages(post: ActingPost) -> bool:
    return post.may(PACKAGES) and post.covers(str(settings.TOP_UNIT_PATH or ROOT))
