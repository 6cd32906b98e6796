"""The language an account reads the pages in, kept with it so that it follows to every browser."""

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from xuezheng.kernel.people.models import Account
from xuezheng.kernel.people.sign_in.owner import bound_to_own
from xuezheng.kernel.refusals import Refusal
from xuezheng.kernel.scope.acting import ActingPost


def choose_language(*, post: ActingPost, account: Account, language: str) -> None:
    """Not journalled: it changes what nobody else sees."""
    if language not in dict(settings.LANGUAGES):
        raise Refusal(_("Choose one of the languages offered."), field="language")
    with bound_to_own(post, account):
        Account.objects.filter(id=account.id).update(language=language)
