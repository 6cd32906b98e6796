"""Demonstration accounts have published passwords: they work only where nobody but this machine can reach the server."""

from ipaddress import ip_address

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from xuezheng.kernel.people.models import Account
from xuezheng.kernel.refusals import NotAllowed


class DemonstrationOnly(NotAllowed):
    """Why a demonstration account is refused, and what the operator can do."""

    code = "demonstration-only"

    def __init__(self) -> None:
        super().__init__(
            _(
                "Demonstration accounts sign in only while the server listens on this machine alone, with no proxy in "
                "front. The operator may allow more by setting XUEZHENG_DEMO_BEYOND_LOOPBACK=1."
            )
        )


def is_loopback(address: str) -> bool:
    """Whether a listening address is reachable from this machine only."""
    host = address.strip("[]")
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def demonstration_works() -> bool:
    """A reverse proxy in front reaches further than the address the server itself listens on."""
    alone = is_loopback(settings.LISTEN_ADDRESS) and not settings.BEHIND_PROXY
    return alone or bool(settings.DEMO_BEYOND_LOOPBACK)


def refuse_demonstration(account: Account) -> None:
    if account.synthetic and not demonstration_works():
        raise DemonstrationOnly
